// What is read from debug information, against what the compiler was told: gcc and clang, DWARF 4 and 5.
import CrossCheck
import Foundation
import Layout
import Testing

extension RecordLayout {
  /// The record on one line: "struct a 8/4 { x 0+4 int; b 32:3 unsigned int }".
  var summary: String {
    let fields = fields.map { field in
      let name = field.name ?? "(anonymous)"
      var inner = ""
      if let record = field.type.innerRecord { inner = " " + record.summary }
      if let bits = field.bits { return "\(name) \(bits.offset):\(bits.width) \(field.type.spelling)\(inner)" }
      return "\(name) \(field.offset)+\(field.type.size) \(field.type.spelling)\(inner)"
    }
    return "\(kind.rawValue) \(name ?? "-") \(size)/\(alignment) { \(fields.joined(separator: "; ")) }"
  }
}

struct ReadingTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let source: String
    let name: String
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ source: String, _ expected: String) {
      self.name = name
      self.source = source
      self.expected = expected
    }
  }

  static let shapes: [Shape] = [
    Shape(
      "scalars",
      """
      struct scalars { _Bool b; char c; signed char s; unsigned char u; short h; unsigned short uh; int i;
        unsigned ui; long l; unsigned long ul; long long q; unsigned long long uq; __int128 w; unsigned __int128 uw;
        float f; double d; long double e; };
      """,
      """
      struct scalars 112/16 { b 0+1 _Bool; c 1+1 char; s 2+1 signed char; u 3+1 unsigned char; h 4+2 short; \
      uh 6+2 unsigned short; i 8+4 int; ui 12+4 unsigned int; l 16+8 long; ul 24+8 unsigned long; q 32+8 long long; \
      uq 40+8 unsigned long long; w 48+16 __int128; uw 64+16 unsigned __int128; f 80+4 float; d 88+8 double; \
      e 96+16 long double }
      """),
    Shape(
      "bits",
      """
      struct bits { unsigned a:3; int b:5; unsigned :2; unsigned long c:40; _Bool d:1; enum e { E0, E1 \
      } e:2; signed char f:4; };
      """,
      """
      struct bits 8/8 { a 0:3 unsigned int; b 3:5 int; c 10:40 unsigned long; d 50:1 _Bool; e 51:2 \
      enum e; f 56:4 signed char }
      """),
    Shape(
      "packed_bits",
      """
      struct __attribute__((packed)) packed_bits { char x; unsigned a:3; unsigned long b:62; int c:7; \
      };
      """,
      """
      struct packed_bits 10/1 { x 0+1 char; a 8:3 unsigned int; b 11:62 unsigned long; c 73:7 int }
      """),
    Shape(
      "arrays",
      """
      struct arrays { int m[2][3]; char *p[4]; struct { int x, y; } points[2][2]; };
      """,
      """
      struct arrays 88/8 { m 0+24 int [2][3]; p 24+32 char * [4]; points 56+32 struct [2][2] struct - \
      8/4 { x 0+4 int; y 4+4 int } }
      """),
    Shape(
      "flexible",
      """
      struct flexible { int n; int a[]; };
      """,
      """
      struct flexible 4/4 { n 0+4 int; a 4+0 int [] }
      """),
    Shape(
      "zero",
      """
      struct zero { int n; long a[0]; };
      """,
      """
      struct zero 8/8 { n 0+4 int; a 8+0 long [0] }
      """),
    Shape(
      "vector",
      """
      typedef int v4 __attribute__((vector_size(16))); struct vector { v4 v; char c; };
      """,
      """
      struct vector 32/16 { v 0+16 v4; c 16+1 char }
      """),
    Shape(
      "named_t",
      """
      typedef struct { int x; } named_t;
      """,
      """
      struct named_t 4/4 { x 0+4 int }
      """),
    Shape(
      "typedefs",
      """
      typedef struct { int x; } a_t; typedef a_t b_t; typedef const volatile int cv_t; struct typedefs \
      { cv_t a; a_t b; b_t c; const a_t d; };
      """,
      """
      struct typedefs 16/4 { a 0+4 cv_t; b 4+4 a_t struct a_t 4/4 { x 0+4 int }; c 8+4 b_t struct a_t \
      4/4 { x 0+4 int }; d 12+4 a_t struct a_t 4/4 { x 0+4 int } }
      """),
    Shape(
      "anonymous",
      """
      struct anonymous { int a; union { int b; struct { short c, d; }; }; union { float x; } named; };
      """,
      """
      struct anonymous 12/4 { a 0+4 int; (anonymous) 4+4 union union - 4/4 { b 0+4 int; (anonymous) \
      0+4 struct struct - 4/2 { c 0+2 short; d 2+2 short } }; named 8+4 union union - 4/4 { x 0+4 \
      float } }
      """),
    Shape(
      "enums",
      """
      enum big { BIG = 0x100000000L }; enum neg { NEG = -1 }; enum __attribute__((packed)) tiny { TINY \
      }; struct enums { enum big b; enum neg n; enum tiny t; };
      """,
      """
      struct enums 16/8 { b 0+8 enum big; n 8+4 enum neg; t 12+1 enum tiny }
      """),
    Shape(
      "pointers",
      """
      struct later; struct pointers { void *v; const char *s; struct later *l; int (*f)(int, char *, \
      ...); void (*(*g)(void))(int); char *const c; int (*a)[3]; const char *const *const k; };
      """,
      """
      struct pointers 64/8 { v 0+8 void *; s 8+8 const char *; l 16+8 struct later *; f 24+8 int \
      (*)(int, char *, ...); g 32+8 void (*(*)(void))(int); c 40+8 char *; a 48+8 int (*)[3]; k 56+8 \
      const char *const * }
      """),
    Shape(
      "complexes",
      """
      struct complexes { float _Complex f; double _Complex d; };
      """,
      """
      struct complexes 24/8 { f 0+8 _Complex float; d 8+16 _Complex double }
      """),
    Shape(
      "epoll_event",
      """
      struct __attribute__((packed)) epoll_event { unsigned events; unsigned long data; };
      """,
      """
      struct epoll_event 12/1 { events 0+4 unsigned int; data 4+8 unsigned long }
      """),
    Shape(
      "aligned_member",
      """
      struct aligned_member { char a; int b __attribute__((aligned(16))); };
      """,
      """
      struct aligned_member 32/16 { a 0+1 char; b 16+4 int }
      """),
    Shape(
      "overlay",
      """
      union overlay { int a; char b[7]; long c:33; };
      """,
      """
      union overlay 8/8 { a 0+4 int; b 0+7 char [7]; c 0:33 long }
      """),
    Shape(
      "holder",
      """
      struct empty {}; struct holder { struct empty e; int a; };
      """,
      """
      struct holder 4/4 { e 0+0 struct empty struct empty 0/1 {  }; a 0+4 int }
      """),
    Shape(
      "outer",
      """
      struct inner { char c; int i; }; struct outer { char c; struct inner in[2]; struct inner *p; };
      """,
      """
      struct outer 32/8 { c 0+1 char; in 4+16 struct inner [2] struct inner 8/4 { c 0+1 char; i 4+4 \
      int }; p 24+8 struct inner * }
      """),
    Shape(
      "local",
      """
      int function(int argument) { struct local { int a; char b; } l = { argument, 1 }; return l.a + \
      l.b; }
      """,
      """
      struct local 8/4 { a 0+4 int; b 4+1 char }
      """),
  ]

  @Test(arguments: shapes, Compiler.all)
  func readsShape(_ shape: Shape, _ compiler: Compiler) throws {
    let summary = try compiler.compile(shape.source) { path in
      let file = try ObjectFile(path: path)
      return try file.record(named: shape.name).summary
    }
    #expect(summary == shape.expected)
  }
}

/// What languages and compilers have beside records of C.
struct OtherReadingTests {
  @Test(arguments: ["gcc", "clang"])
  func statedAlignments(_ command: String) throws {
    // DWARF 4 has no attribute for them.
    let source = """
      struct __attribute__((aligned(64))) aligned { int a; };
      typedef int wide __attribute__((aligned(32)));
      struct by_typedef { char c; wide a; };
      """
    try Compiler(command: command, arguments: ["-gdwarf-5"]).compile(source) { path in
      let file = try ObjectFile(path: path)
      #expect(try file.record(named: "aligned").summary == "struct aligned 64/64 { a 0+4 int }")
      #expect(try file.record(named: "by_typedef").summary == "struct by_typedef 64/32 { c 0+1 char; a 32+4 wide }")
    }
  }

  @Test func extendedFloats() throws {
    try Compiler.gcc.compile("struct floats { _Float128 q; _Float16 h; long double _Complex l; };") { path in
      let record = try ObjectFile(path: path).record(named: "floats")
      #expect(
        record.summary
          == "struct floats 64/16 { q 0+16 _Float128; h 16+2 _Float16; l 32+32 _Complex long double }")
    }
  }

  static let classes = """
    namespace net { struct Address { int a; static int count; Address(); int method() const; };
      inline namespace v1 { template <class T> struct Box { T value; }; } net::v1::Box<int> box; }
    struct Base { virtual ~Base(); char c; }; struct Left : virtual Base { int l; }; struct Right : virtual Base {};
    struct Derived : Base, net::Address { struct Inside { short s; }; bool flag; enum class Kind : unsigned char { a } kind; int &reference;
      int Derived::*member; void (Derived::*method)(); decltype(nullptr) null; };
    struct Diamond : Left, Right { char16_t d; };
    Derived *derived; Diamond diamond; net::Address address; Base::~Base() {} int net::Address::method() const { return a; }
    """

  @Test(arguments: [["-gdwarf-4"], ["-gdwarf-5"]])
  func classesOfCPlusPlus(_ arguments: [String]) throws {
    try Compiler(command: "g++", arguments: arguments + ["-femit-class-debug-always"]).compile(
      Self.classes, language: "cc"
    ) { path in
      let file = try ObjectFile(path: path)
      #expect(try file.record(named: "net::Address").summary == "struct Address 4/4 { a 0+4 int }")
      #expect(try file.record(named: "Address") == file.record(named: "struct net::Address"))
      #expect(try file.record(named: "net::v1::Box<int>").summary == "struct Box<int> 4/4 { value 0+4 int }")
      let derived = try file.record(named: "Derived")
      #expect(derived.size == 64)
      #expect(derived.fields.map(\.name) == [nil, nil, "flag", "kind", "reference", "member", "method", "null"])
      #expect(derived.fields.map(\.offset) == [0, 12, 16, 17, 24, 32, 40, 56])
      #expect(try file.record(named: "Diamond").fields.compactMap(\.name) == ["d"])
      #expect(throws: ObjectFileError.noSuchRecord(path: path, name: "other::Address")) {
        _ = try ObjectFile(path: path).record(named: "other::Address")
      }
      #expect(try file.record(named: "Derived::Inside").size == 2)
      let names = try file.recordNames()
      #expect(names.contains("struct net::Address"))
      #expect(names.contains("struct Derived::Inside"))
    }
  }

  @Test func recordsKeepTheirTypesInTypeUnits() throws {
    let source = "struct inner { char c; int i; }; struct outer { struct inner in; long l; } object;"
    for version in ["-gdwarf-4", "-gdwarf-5"] {
      let compiler = Compiler(command: "gcc", arguments: [version, "-fdebug-types-section"])
      // libdw sees one section of a kind, and a linked file has only one.
      try compiler.compile(source, links: true) { path in
        let summary = try ObjectFile(path: path).record(named: "outer").summary
        #expect(
          summary
            == "struct outer 16/8 { in 0+8 struct inner struct inner 8/4 { c 0+1 char; i 4+4 int }; l 8+8 long }")
      }
      try compiler.compile(source) { path in
        guard case .unsupported = readingError(path) else {
          Issue.record("\(String(describing: readingError(path)))")
          return
        }
      }
    }
  }

  @Test func namesThatAreNoRecords() throws {
    let source = """
      struct later; struct later *p; typedef int number; number n; enum kind { a } k; typedef struct later later_t;
      later_t *q; struct here { int a; } h; union here_too { int a; } u;
      """
    try Compiler.gcc.compile(source) { path in
      func error(_ name: String) -> ObjectFileError? {
        do throws(ObjectFileError) {
          _ = try ObjectFile(path: path).record(named: name)
        } catch {
          return error
        }
        return nil
      }
      #expect(error("later") == .onlyDeclared(path: path, name: "later"))
      #expect(error("later_t") == .onlyDeclared(path: path, name: "later_t"))
      #expect(error("number") == .notARecord(path: path, name: "number"))
      #expect(error("kind") == .notARecord(path: path, name: "kind"))
      #expect(error("nothing") == .noSuchRecord(path: path, name: "nothing"))
      #expect(error("union here") == .noSuchRecord(path: path, name: "union here"))
      #expect(error("struct here_too") == .noSuchRecord(path: path, name: "struct here_too"))
      #expect(error("struct here") == nil)
      let names = try ObjectFile(path: path).recordNames()
      #expect(names == ["struct here", "union here_too"])
    }
  }

  @Test func enumeratorsHaveTheirValues() throws {
    let source = """
      enum { weft_a = -1 }; enum { weft_b = 255, other = 3 }; enum { weft_c = 0xffffffff }; enum { weft_d = ~0ul };
      enum { weft_e = 1ul << 63 }; enum { weft_f = -2147483647 - 1, weft_g = 2147483647 }; enum { weft_h = -1l << 62 };
      """
    for compiler in Compiler.all {
      let values = try compiler.compile(
        source + "int i = weft_a + weft_b + weft_c + weft_d + weft_e + weft_f + weft_h;"
      ) {
        try ObjectFile(path: $0).enumerators(withPrefix: "weft_")
      }
      #expect(values.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h"].map { "weft_\($0)" })
      #expect(
        values.map(\.value) == [
          -1, 255, 0xffff_ffff, 0xffff_ffff_ffff_ffff, 1 << 63, -2_147_483_648, 2_147_483_647, -1 << 62,
        ])
    }
  }

  static let machines: [(String, String)] = [
    (
      "i386",
      """
      struct other 44/4 { c 0+1 char; q 4+8 long long; d 12+8 double; l 20+4 long; u 24+4 unsigned long; p 28+4 void *; \
      e 32+12 long double }
      """
    ),
    (
      "powerpc64",
      """
      struct other 64/16 { c 0+1 char; q 8+8 long long; d 16+8 double; l 24+8 long; u 32+8 unsigned long; p 40+8 void *; \
      e 48+16 long double }
      """
    ),
    (
      "armeb",
      """
      struct other 48/8 { c 0+1 char; q 8+8 long long; d 16+8 double; l 24+4 long; u 28+4 unsigned long; p 32+4 void *; \
      e 40+8 long double }
      """
    ),
  ]

  /// Machines that Weft has no ABI of: with 32 bits, with the other byte order.
  @Test(arguments: machines)
  func otherMachines(_ name: String, _ expected: String) throws {
    let source = """
      struct other { char c; long long q; double d; long l; unsigned long u; void *p; long double e; } o;
      struct bits { int a : 3; } b;
      """
    try Compiler(command: "clang", arguments: ["--target=\(name)-linux-gnu", "-g"]).compile(source) { path in
      let file = try ObjectFile(path: path)
      #expect(file.machine.target == nil)
      #expect(try file.record(named: "other").summary == expected)
      if file.machine.isBigEndian {
        #expect(throws: ObjectFileError.self) { _ = try ObjectFile(path: path).record(named: "bits") }
      } else {
        #expect(try file.record(named: "bits").summary == "struct bits 4/4 { a 0:3 int }")
      }
    }
  }

  @Test func objectsThatCannotBeRelocatedAreRefused() throws {
    try Compiler(command: "clang", arguments: ["--target=mips-linux-gnu", "-g"]).compile("struct a { int b; } c;") {
      guard case .unsupported = readingError($0) else {
        Issue.record("\(String(describing: readingError($0)))")
        return
      }
    }
  }

  @Test func filesThatCannotBeRead() throws {
    #expect(readingError("/nowhere/at/all")?.foundNothing == false)
    #expect(readingError("/")?.foundNothing == false)
    #expect(readingError("/dev/null")?.foundNothing == false)
    #expect(readingError("/etc/passwd")?.foundNothing == false)
    try Compiler(command: "gcc", arguments: []).compile("int i;") { path in
      guard case .noDebugInformation = readingError(path) else {
        Issue.record("\(String(describing: readingError(path)))")
        return
      }
    }
    try Compiler.gcc.compile("") { #expect(readingError($0) == .emptyDebugInformation(path: $0)) }
    // What strip and objcopy leave apart is found again beside the file; without it, the error says so.
    try Compiler.gcc.compile("struct record { int a; } object;", links: true) { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      try run("objcopy", ["--only-keep-debug", path, "split.debug"], in: folder)
      try run("objcopy", ["--strip-debug", "--add-gnu-debuglink=split.debug", path, "stripped"], in: folder)
      #expect(try ObjectFile(path: "\(folder)/stripped").record(named: "record").size == 4)
      // So it is in a folder whose name is not text.
      let name = "printf 'folder\\351'"
      try run("bash", ["-c", "d=$(\(name)); mkdir \"$d\"; cp stripped split.debug \"$d\""], in: folder)
      let other = FileName.text(of: Array("\(folder)/folder".utf8) + [0xE9] + Array("/stripped".utf8))
      #expect(try ObjectFile(path: other).record(named: "record").size == 4)
      try Data("something else".utf8).write(to: URL(fileURLWithPath: "\(folder)/split.debug"))
      #expect(readingError("\(folder)/stripped")?.foundNothing == true)
    }
    try Compiler(command: "gcc", arguments: ["-gdwarf-5", "-gsplit-dwarf"]).compile("struct record { int a; } object;")
    {
      path in
      let split = try ObjectFile(path: path)
      #expect(try split.record(named: "record").size == 4)
      let found = try split.records(named: ["struct record"], andWhereDeclared: true)
      #expect(found["struct record"]?.declaredIn?.hasSuffix("source.c") == true)
      try FileManager.default.removeItem(atPath: path.replacingOccurrences(of: ".o", with: ".dwo"))
      guard case .missingFile(_, let needed) = readingError(path) else {
        Issue.record("\(String(describing: readingError(path)))")
        return
      }
      #expect(needed.hasSuffix(".dwo"))
    }
  }
}

/// Why a file's records cannot be listed, or nil where they can.
private func readingError(_ path: String) -> ObjectFileError? {
  do throws(ObjectFileError) {
    _ = try ObjectFile(path: path).recordNames()
  } catch {
    return error
  }
  return nil
}
