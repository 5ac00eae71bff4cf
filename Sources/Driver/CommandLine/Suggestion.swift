// "Did you mean": finds the word that a misspelt one was probably meant to be.

/// Finds the word that a misspelt one was probably meant to be.
enum Suggestion {
  /// Words longer than this are not compared: nobody mistypes one by a letter or two.
  private static let longest = 64

  /// The candidate nearest to a word, where one is near enough to be worth offering; of equals, the first.
  ///
  /// Near means: equal but for case, a third of the letters or fewer to change, or the one candidate that starts with it.
  static func nearest<Candidates: Sequence<String>>(to word: String, among candidates: Candidates) -> String? {
    let wanted = Array(word.utf8.prefix(longest + 1)).map(lowercase)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (candidate: String, distance: Int)?
    var begun: [String] = []
    for candidate in candidates {
      let letters = candidate.utf8.prefix(longest + 1).map(lowercase)
      guard letters.count <= longest else { continue }
      if letters.starts(with: wanted) { begun.append(candidate) }
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      guard abs(wanted.count - letters.count) <= allowed else { continue }
      let distance = editDistance(wanted, letters)
      // A word of one or two letters has nothing in common with what it takes as many changes to become.
      guard distance <= allowed, distance < max(wanted.count, letters.count) else { continue }
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    if let best { return best.candidate }
    return begun.count == 1 ? begun[0] : nil
  }

  /// The fewest insertions, deletions, changes and swaps of neighbours that turn one word into the other.
  static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for row in 0..<first.count {
      var current = [row + 1]
      current.reserveCapacity(second.count + 1)
      for column in 0..<second.count {
        var least = min(
          previous[column] + (first[row] == second[column] ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[second.count]
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
