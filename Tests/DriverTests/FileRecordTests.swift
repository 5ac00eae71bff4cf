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

          size 16, alignment 8

          by value  x86_64  INTEGER INTEGER

        """)
    let json = try JSONSerialization.jsonObject(with: Data(weft("abi", "show", "\(object):demo", "--json").output.utf8))
    #expect((json as? [String: Any])?["view"] as? String == "file")
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
