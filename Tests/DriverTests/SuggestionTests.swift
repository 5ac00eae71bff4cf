// "Did you mean".

import Foundation
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

  /// Nobody reads hundreds of them, and each would be looked for among all names of the text.
  @Test func onlyTheFirstErrorsOfATextAreHelped() {
    let names = (0..<2000).map { "typedef int known_name_\($0)_long;" }.joined(separator: "\n")
    let misspelt = (0..<100).map { "struct s\($0) { known_nmae_\($0)_long a; };" }.joined(separator: "\n")
    let outcome = weft("abi", "layout", "-", input: "\(names)\n\(misspelt)\n")
    #expect(outcome.code == .failure)
    #expect(outcome.errors.components(separatedBy: ": error: ").count == 101)
    #expect(outcome.errors.components(separatedBy: "did you mean 'known_name_").count == 11)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abcd", "acbd", 1),
    ("same", "same", 0),
  ])
  func countsChanges(_ first: String, _ second: String, _ distance: Int) {
    var measure = EditDistance()
    #expect(measure.between(Array(first.utf8), Array(second.utf8)) == distance)
    #expect(measure.between(Array(second.utf8), Array(first.utf8)) == distance)
  }
}
