// The file that `weft build -o` names: what it becomes, and that nothing is lost where it cannot be written.

import Foundation
import Testing

@testable import Driver

@Suite struct OutputFileTests {
  private let files: CompiledFiles

  init() throws {
    files = try CompiledFiles()
    try Data(Self.program.utf8).write(to: files.folder.appendingPathComponent("three.wir"))
  }

  private static let program = """
    func @main() -> i32 {
    entry:
      return 3
    }

    """

  private func bash(_ script: String) throws -> String { try DriverTests.bash(script, in: files.folder) }

  @Test func isExecutableAsTheMaskLets() throws {
    let printed = try bash(
      """
      umask 022; weft build three.wir -o three; ./three; echo $?; stat -c %a three
      umask 077; weft build three.wir -o private; stat -c %a private
      """)
    #expect(printed == "3\n755\n700\n")
  }

  /// A text that is in the way becomes a program; a running program may be replaced.
  @Test func takesThePlaceOfWhatWasThere() throws {
    let printed = try bash(
      """
      umask 022; echo text >three; chmod 600 three
      weft build three.wir -o three; ./three; echo $?; stat -c %a three
      cp /bin/sleep busy; ./busy 5 & sleep 0.2
      weft build three.wir -o busy; ./busy; echo $?; kill $!
      """)
    #expect(printed == "3\n755\n3\n")
  }

  /// A link stays a link, and what it leads to is replaced. One that leads nowhere is replaced itself.
  @Test func followsLinks() throws {
    let printed = try bash(
      """
      echo old >target; ln -s target link; weft build three.wir -o link
      readlink link; ./target; echo $?
      ln -s nowhere lost; weft build three.wir -o lost; ./lost; echo $?; ls nowhere 2>&1 | grep -c 'No such file'
      """)
    #expect(printed == "target\n3\n3\n1\n")
  }

  /// Where the disk is full, the name is a folder's, or there is no folder, the message says so, the status is 1, and what
  /// was there is as it was, with nothing beside it.
  @Test func isLeftAloneWhenItCannotBeWritten() throws {
    let printed = try bash(
      """
      echo old >three; mkdir folder
      (trap '' XFSZ; ulimit -f 0; weft build three.wir -o three 2>&1 | cat; echo ${PIPESTATUS[0]})
      weft build three.wir -o folder 2>&1; echo $?
      weft build three.wir -o missing/three 2>&1; echo $?
      weft build three.wir -o three.wir/three 2>&1; echo $?
      weft build three.wir -o /dev/full 2>&1; echo $?
      weft build three.wir -o /dev/null 2>&1; echo $?
      weft build three.wir -o '' 2>&1; echo $?
      cat three; ls
      """)
    #expect(
      printed == """
        weft: error: cannot write 'three': File too large
        1
        weft: error: cannot write 'folder': Is a directory
        1
        weft: error: cannot write 'missing/three': No such file or directory
        1
        weft: error: cannot write 'three.wir/three': Not a directory
        1
        weft: error: cannot write '/dev/full': No space left on device
        1
        0
        weft: error: cannot write '': No such file or directory
        1
        old
        folder
        three
        three.wir

        """)
  }

  /// The same for who may not write, in a folder or to a full standard output. The superuser may, and becomes nobody for that.
  @Test func saysWhoMayNotWrite() throws {
    let printed = try bash(
      """
      umask 022; chmod 755 .; mkdir closed; echo old >closed/three; chmod 555 closed
      nobody=; [ "$(id -u)" = 0 ] && nobody='setpriv --reuid=65534 --clear-groups'
      # Where the command is, nobody else may be let in.
      cp "$(command -v weft)" own; chmod 755 own
      $nobody ./own build three.wir -o closed/three 2>&1; echo $?
      $nobody ./own build --emit asm three.wir -o closed/new 2>&1; echo $?
      cat closed/three; ls closed
      for what in exe obj asm ir; do weft build --emit $what three.wir -o - 2>&1 >/dev/full; echo $?; done
      """)
    let full = "weft: error: cannot write the output: No space left on device\n1\n"
    #expect(
      printed == """
        weft: error: cannot write 'closed/three': Permission denied
        1
        weft: error: cannot write 'closed/new': Permission denied
        1
        old
        three

        """ + full + full + full + full)
  }

  /// What is no text is not read as one.
  @Test func saysWhatIsNoText() throws {
    let printed = try bash(
      """
      echo old >three; mkdir folder; mkfifo pipe
      weft build three.wir -o program
      for input in program folder pipe /dev/zero; do weft build $input -o three 2>&1; echo $?; done
      cat three
      """)
    #expect(
      printed == """
        weft: error: cannot read 'program': it is an ELF file and no text
          help: weft inspect shows what is in it
        1
        weft: error: cannot read 'folder': Is a directory
        1
        weft: error: cannot read 'pipe': nothing is written to this pipe
        1
        weft: error: cannot read '/dev/zero': it is a device
        1
        old

        """)
  }

  /// A fault in the program leaves what was there.
  @Test func isLeftAloneByAFaultyProgram() throws {
    let printed = try bash(
      """
      echo old >three; echo 'func @main(' >faulty.wir
      weft build faulty.wir -o three >/dev/null 2>&1; echo $?; cat three
      """)
    #expect(printed == "1\nold\n")
  }
}
