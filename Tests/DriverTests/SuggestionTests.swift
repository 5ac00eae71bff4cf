// "Did you mean".

import Testing

@testable import Driver

@Suite struct SuggestionTests {
  private static let names = ["sigaction", "siginfo", "sigset", "stat", "statx", "ucontext", "check", "show"]

  @Test(arguments: [
    ("sigacton", "sigaction"), ("SIGACTION", "sigaction"), ("chekc", "check"), ("statxx", "statx"), ("shwo", "show"),
    ("sta", "stat"), ("ucon", "ucontext"), ("sigactoin", "sigaction"),
  ])
  func findsTheWordThatWasMeant(_ word: String, _ meant: String) {
    #expect(Suggestion.nearest(to: word, among: Self.names) == meant)
  }

  @Test(arguments: ["", "zebra", "x", "s", "sig", "completely_different", String(repeating: "a", count: 100_000)])
  func staysSilentWhereNothingIsNear(_ word: String) {
    #expect(Suggestion.nearest(to: word, among: Self.names) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abcd", "acbd", 1),
    ("same", "same", 0),
  ])
  func countsChanges(_ first: String, _ second: String, _ distance: Int) {
    #expect(Suggestion.editDistance(Array(first.utf8), Array(second.utf8)) == distance)
    #expect(Suggestion.editDistance(Array(second.utf8), Array(first.utf8)) == distance)
  }
}
