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
    var measure = EditDistance()
    for candidate in candidates {
      let count = candidate.utf8.count
      guard count <= longest else { continue }
      let allowed = max(1, max(wanted.count, count) / 3)
      let isNear = abs(wanted.count - count) <= allowed
      // Two that start with the word are as good as a hundred: neither is offered.
      let mayStart = count >= wanted.count && begun.count < 2
      guard isNear || mayStart else { continue }
      let letters = candidate.utf8.map(lowercase)
      if mayStart, letters.starts(with: wanted) { begun.append(candidate) }
      guard isNear else { continue }
      let distance = measure.between(wanted, letters)
      // A word of one or two letters has nothing in common with what it takes as many changes to become.
      guard distance <= allowed, distance < max(wanted.count, count) else { continue }
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    if let best { return best.candidate }
    return begun.count == 1 ? begun[0] : nil
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

/// Counts the changes from one word to another; the rows of its table serve for any number of words.
struct EditDistance {
  private var beforePrevious: [Int] = []
  private var previous: [Int] = []
  private var current: [Int] = []

  /// The fewest insertions, deletions, changes and swaps of neighbours that turn one word into the other.
  mutating func between(_ first: [UInt8], _ second: [UInt8]) -> Int {
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: 0...second.count)
    for row in 0..<first.count {
      current.removeAll(keepingCapacity: true)
      current.append(row + 1)
      for column in 0..<second.count {
        var least = min(
          previous[column] + (first[row] == second[column] ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      swap(&beforePrevious, &previous)
      swap(&previous, &current)
    }
    return previous[second.count]
  }
}
