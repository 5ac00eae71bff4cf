// The assertions that are printed hold for the real headers, and not for changed ones.

import Foundation
import Testing

@testable import Driver

@Suite struct AssertTests {
  @Test func theyHoldForTheHeadersOfThisMachine() throws {
    let assertions = weft(
      "abi", "asserts", "pollfd", "libc:epoll_event", "libc:sigaction", "libc:siginfo_t", "libc:stat")
    #expect(assertions.code == .success)
    #expect(assertions.output.contains("_Static_assert(offsetof(struct pollfd, revents) == 6,"))
    let files = try CompiledFiles()
    let headers = "#include <poll.h>\n#include <sys/epoll.h>\n#include <signal.h>\n#include <sys/stat.h>\n"
    _ = try files.object(headers + assertions.output, as: "right")

    let moved = assertions.output.replacingOccurrences(
      of: "_Static_assert(offsetof(struct pollfd, revents) == 6,",
      with: "_Static_assert(offsetof(struct pollfd, revents) == 5,")
    let compilation = try files.compile(headers + moved, as: "wrong")
    #expect(!compilation.succeeded)
    #expect(compilation.messages.contains("struct pollfd.revents: offset is not 6"))
  }

  @Test func ofTwoNamesOfARecordTheyTakeTheOneThatCKnows() {
    let assertions = weft("abi", "asserts", "msghdr", "elf64_hdr").output
    #expect(assertions.contains("sizeof(struct msghdr)") && assertions.contains("sizeof(struct elf64_hdr)"))
    #expect(!assertions.contains("user_msghdr") && !assertions.contains("Elf64_Ehdr"))
  }

  @Test func theyAreForEveryTargetThatIsAskedFor() {
    #expect(!weft("abi", "asserts", "pollfd").output.contains("#elif"))
    let one = weft("abi", "asserts", "pollfd", "--target", "aarch64").output
    #expect(one.contains("#if (defined(__aarch64__) && !defined(__ILP32__))\n"))
    #expect(one.contains("#error"))
  }
}
