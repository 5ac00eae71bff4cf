// What debugging information does not tell must not be told: alignments, types that are defined elsewhere, virtual bases,
// by-value classes; and every definition of a name counts.
import CrossCheck
import Foundation
import Layout
import Testing

struct TruthTests {
  @Test func alignmentIsCertainOnlyWhereItIsStated() throws {
    let source = """
      struct __attribute__((packed)) two { int a, b; }; struct odd { char a[7]; };
      struct __attribute__((aligned(32))) stated { int a; }; struct member { char a; int b __attribute__((aligned(8))); };
      struct ordinary { int a; long b; };
      """
    for compiler in Compiler.all {
      try compiler.compile(source) { path in
        let file = try ObjectFile(path: path)
        let certain = try ["two", "odd", "stated", "member", "ordinary"].map {
          try file.record(named: $0).certainAlignment
        }
        if compiler.arguments == ["-gdwarf-5"] {
          #expect(certain == [nil, 1, 32, compiler.command == "gcc" ? 8 : nil, nil], "\(compiler)")
        }
        #expect(certain[0] == nil && certain[1] == 1 && certain[4] == nil)
      }
    }
  }

  /// The record is right, and its alignment of 1 cannot be seen in the object.
  @Test func whatIsNotCertainIsNotCompared() throws {
    try Compiler.gcc.compile("struct __attribute__((packed)) two { int a, b; };") { packed in
      try Compiler.gcc.compile("struct __attribute__((aligned(4))) two { int a, b; };") { aligned in
        let comparison = try Comparison(first: ObjectFile(path: packed), second: ObjectFile(path: aligned))
        #expect(comparison.outcome == .agrees)
        #expect(comparison.factCount == 7)
      }
    }
  }

  static let definitions = "int f(void) { struct local { int a; } l = { 1 }; return l.a; } struct same { int a; } s;"

  /// Links two sources into one object.
  private func linked(_ first: String, _ second: String, _ body: (String) throws -> Void) throws {
    try Compiler.gcc.compile(first) { first in
      try Compiler.gcc.compile(second) { second in
        let both = first + ".both"
        try run("ld", ["-r", "-o", both, first, second])
        try body(both)
      }
    }
  }

  @Test func everyDefinitionIsFound() throws {
    let other = """
      struct same2 { int a; }; struct same { int a; } t; struct twice { long a; } u;
      int g(void) { struct local { long a; } l = { 1 }; return l.a; }
      """
    try linked(Self.definitions + "struct twice { int a; } w;", other) { path in
      let file = try ObjectFile(path: path)
      #expect(try file.find("same").count == 1)
      #expect(try file.find("same")[0].place == nil)
      let twice = try file.find("twice")
      #expect(twice.map(\.layout.size) == [4, 8])
      #expect(twice.allSatisfy { $0.place?.hasSuffix("source.c:1") == true })
      #expect(try file.find("local").map(\.layout.size) == [4, 8])
      let all = try file.definitions()
      #expect(all["struct twice"]?.count == 2)
      #expect(all["struct f::local"]?.count == 1)
    }
    try Compiler.gcc.compile("struct S { int a; } s; typedef struct { long b; } S; S t;") { path in
      let file = try ObjectFile(path: path)
      let sizes = try file.find("S").map(\.layout.size)
      #expect(sizes == [4, 8])
    }
  }

  /// The first definitions are the same; the second ones are not.
  @Test func aDifferenceInTheSecondDefinitionIsFound() throws {
    let first = "struct dup { int a; } x;"
    try linked(first, "struct dup { long a; } y;") { one in
      try linked(first, "struct dup { char a; } y;") { other in
        for names in [nil, ["dup"]] {
          let comparison = try Comparison(
            first: ObjectFile(path: one), second: ObjectFile(path: other), names: names)
          #expect(comparison.outcome == .differs)
          #expect(comparison.recordCount == 2)
          #expect(
            try Comparison(first: ObjectFile(path: one), second: ObjectFile(path: one), names: names).outcome == .agrees
          )
        }
      }
      try Compiler.gcc.compile(first) { single in
        let comparison = try Comparison(first: ObjectFile(path: one), second: ObjectFile(path: single))
        #expect(comparison.findings.map(\.code) == [.extraRecord])
      }
    }
  }

  static let classes = """
    struct Plain { int a; Plain() = default; Plain(const Plain &) = default; }; struct Destroyed { int a; ~Destroyed(); };
    struct Copied { int a; Copied(const Copied &); }; struct Derived : Destroyed {}; struct Holder { Copied c; };
    struct Other { char q; }; struct Virtual : virtual Other { long b; Virtual(); };
    void f(Plain, Destroyed, Copied, Derived, Holder, Virtual) {}
    """

  @Test(arguments: ["g++", "clang++"])
  func classesThatAreMoreThanBytesGoByReference(_ command: String) throws {
    let flags = ["-gdwarf-5"] + (command == "g++" ? ["-femit-class-debug-always"] : [])
    try Compiler(command: command, arguments: flags).compile(Self.classes, language: "cc") { path in
      let file = try ObjectFile(path: path)
      for name in ["Destroyed", "Copied", "Derived", "Holder", "Virtual"] {
        #expect(ByValueClass(of: try file.record(named: name), on: .x86_64) == .reference(.x86_64), "\(name)")
      }
      #expect(ByValueClass(of: try file.record(named: "Plain"), on: .x86_64).description == "INTEGER")
      let record = try file.record(named: "Virtual")
      #expect(record.fields.filter { !$0.isPlaced }.map(\.type.spelling) == ["struct Other"])
      #expect(record.holes.isEmpty && record.tailPadding == nil)
    }
    let changed = Self.classes.replacingOccurrences(of: "char q", with: "short q")
    try Compiler(command: command, arguments: flags).compile(Self.classes, language: "cc") { first in
      try Compiler(command: command, arguments: flags).compile(changed, language: "cc") { second in
        let comparison = try Comparison(
          first: ObjectFile(path: first), second: ObjectFile(path: second), names: ["Virtual"])
        #expect(comparison.outcome == .differs)
      }
    }
  }

  @Test func unnamedBitFieldsLeaveTheClassOpen() throws {
    try Compiler.gcc.compile("struct timer { unsigned long : 64, : 64; }; struct pair { int a; char b; };") { path in
      let file = try ObjectFile(path: path)
      #expect(ByValueClass(of: try file.record(named: "timer"), on: .x86_64) == .unknown)
      #expect(ByValueClass(of: try file.record(named: "pair"), on: .x86_64).description == "INTEGER")
    }
  }

  @Test func typesThatAreDefinedElsewhereHaveNoSize() throws {
    // Without the complete debugging information of the class, clang only declares it.
    let source = """
      #include <string>
      struct Holder { std::string first; int second; }; Holder holder;
      """
    try Compiler(command: "g++", arguments: ["-g"]).compile(source, language: "cc") { complete in
      let path = complete + ".limited"
      let text = complete.replacingOccurrences(of: "source.o", with: "source.cc")
      try run("clang++", ["-g", "-flimit-debug-info", "-c", "-o", path, text])
      let record = try ObjectFile(path: path).record(named: "Holder")
      #expect(record.fields[0].type.isIncomplete)
      #expect(record.holes.isEmpty && record.tailPadding == nil)
      let comparison = try Comparison(
        first: ObjectFile(path: path), second: ObjectFile(path: complete), names: ["Holder"])
      #expect(comparison.outcome == .agrees)
    }
  }

  @Test func whatIsNoObjectIsCalledByItsName() throws {
    try Compiler.gcc.compile("struct record { int a; } object; int main(void) { return 0; }") { path in
      func message(_ file: String) -> String {
        do throws(ObjectFileError) { _ = try ObjectFile(path: file) } catch { return "\(error)" }
        return ""
      }
      try run("ar", ["rc", path + ".a", path])
      #expect(message(path + ".a").contains("archive"))
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try whole.dropLast(100).write(to: URL(fileURLWithPath: path + ".cut"))
      #expect(message(path + ".cut").contains("is truncated: its table of sections ends at byte \(whole.count)"))
      try Data([0x42, 0x43, 0xc0, 0xde, 0, 0]).write(to: URL(fileURLWithPath: path + ".bc"))
      #expect(message(path + ".bc").contains("bitcode"))
      try run("objcopy", ["--only-keep-debug", path, path + ".debug"])
      try run("objcopy", ["--strip-debug", "--add-gnu-debuglink=\(path).debug", path, path + ".stripped"])
      try FileManager.default.removeItem(atPath: path + ".debug")
      #expect(message(path + ".stripped").contains("source.o.debug"))
    }
  }
}
