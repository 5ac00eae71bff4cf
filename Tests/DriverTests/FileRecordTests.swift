// Records of object files, from the command line to what is printed.

import Foundation
import Testing

@testable import Driver

@Suite struct FileRecordTests {
  @Test func aRecordOfAnObjectIsShown() throws {
    let files = try CompiledFiles()
    let object = try files.object("struct demo { char first; unsigned flag : 3; long last; };", as: "demo")
    let outcome = weft("abi", "show", "\(object):demo")
    #expect(outcome.code == .success)
    #expect(outcome.errors == "")
    #expect(
      outcome.output.replacingOccurrences(of: object, with: "demo.o") == """
        struct demo: demo.o, x86_64

          offset     size  field   type
               0        1  first   char
             1:0   3 bits  flag    unsigned int
             1:3  53 bits  (hole)
               8        8  last    long

          size 16, alignment 8 (inferred: not stated)

          by value  x86_64  INTEGER INTEGER

        """)
    let json = try JSONSerialization.jsonObject(with: Data(weft("abi", "show", "\(object):demo", "--json").output.utf8))
    #expect((json as? [String: Any])?["view"] as? String == "file")
  }

  @Test func aRecordThatOnlyATypedefNamesIsCalledByIt() throws {
    let files = try CompiledFiles()
    let object = try files.object("typedef struct { int a; } alone; typedef struct tag { int b; } both;", as: "names")
    #expect(weft("abi", "show", "\(object):alone").output.hasPrefix("alone: "))
    #expect(weft("abi", "show", "\(object):both").output.hasPrefix("struct tag: "))
    let other = try files.object("typedef struct { long a; } alone;", as: "others")
    #expect(weft("abi", "diff", object, other).output.contains("\n\nalone\n"))
  }

  @Test func whatIsNotThereIsSaid() throws {
    let files = try CompiledFiles()
    let object = try files.object("struct demonstration { char first; };", as: "demo")
    let bare = try files.object("struct demonstration { char first; };", as: "bare", options: [])

    let misspelt = weft("abi", "show", "\(object):demonstratoin")
    #expect(misspelt.code == .nothingCompared)
    #expect(
      misspelt.errors
        == "\(object): error: has no structure or union 'demonstratoin'\n  help: did you mean 'demonstration'?\n")

    let stripped = weft("abi", "show", "\(bare):demonstration")
    #expect(stripped.code == .nothingCompared)
    #expect(stripped.errors.contains("has no debug information"))

    let otherTarget = weft("abi", "show", "\(object):demonstration", "--target", "riscv64")
    #expect(otherTarget.code == .nothingCompared)
    #expect(otherTarget.errors == "\(object): error: is for x86_64, not riscv64\n")

    #expect(weft("abi", "show", "\(object).gone:demonstration").code == .failure)
    #expect(weft("abi", "show", "\(files.folder.path)/demo.c:demonstration").code == .failure)
  }

  @Test(arguments: [
    ("a.o:stat", "a.o", "stat"), ("a:b.o:struct stat", "a:b.o", "struct stat"),
    ("a.o:net::Address", "a.o", "net::Address"),
    ("./a.o:a::b::c", "./a.o", "a::b::c"), (":x", "", "x"), ("x:", "x", ""),
  ])
  func aReferenceIsTakenApartAtTheLastLoneColon(_ text: String, _ path: String, _ name: String) {
    let reference = FileRecords.Reference(text)
    #expect(reference?.path == path)
    #expect(reference?.name == name)
  }

  @Test(arguments: ["stat", "struct stat", "net::Address", "", "::"])
  func aNameAloneIsNoReference(_ text: String) {
    #expect(FileRecords.Reference(text) == nil)
  }
}

@Suite struct FileDifferenceTests {
  @Test func whatDiffersIsShownSideBySide() throws {
    let files = try CompiledFiles()
    let same = "struct same { int x; };\n"
    let old = try files.object(same + "struct demo { char a; short b; long c; }; struct gone { int x; };", as: "old")
    let new = try files.object(same + "struct demo { char a; int b; long c; };", as: "new")
    let outcome = weft("abi", "diff", old, new)
    #expect(outcome.code == .failure)
    #expect(outcome.errors == "")
    #expect(
      outcome.output.replacingOccurrences(of: files.folder.path + "/", with: "") == """
        A: old.o, x86_64
        B: new.o, x86_64

        struct demo

                          A             B
                     x86_64        x86_64
          field      offset  size  offset  size  type
          a               0     1       0     1  char
          (hole)          1     1       1    *3
          b               2     2      *4    *4  short | int
          (hole)          4     4      *-    *-
          c               8     8       8     8  long

          size                 16            16
          alignment            8?            8?

          by value  x86_64  INTEGER INTEGER

          * differs from the first column

        compared 2 records, 14 facts: 1 differs

        """)
    #expect(weft("abi", "diff", old, old).code == .success)
    #expect(weft("abi", "diff", old, new, "same").code == .success)
    #expect(weft("abi", "diff", old, new, "gone").code == .failure)
    #expect(weft("abi", "diff", old, new, "gone").output.contains("gone: only in A\n"))
    #expect(weft("abi", "diff", old, new, "never").code == .nothingCompared)
    #expect(weft("abi", "diff", old, "\(files.folder.path)/none.o").code == .failure)
    let json = try JSONSerialization.jsonObject(with: Data(weft("abi", "diff", old, new, "demo", "--json").output.utf8))
    #expect(
      weft("abi", "diff", old, new, "demo").output.contains("  b               2     2      *4    *4  short | int\n"))
    let findings = (json as? [String: Any])?["findings"] as? [[String: Any]]
    #expect(findings?.map { $0["code"] as? String } == ["bad-field-offset", "bad-field-size"])
    #expect(findings?.map { $0["field"] as? String } == ["b", "b"])
  }
}
