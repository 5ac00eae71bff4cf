// How types are spelled, and which known word is nearest to an unknown one.

extension Module {
  /// How the text spells a type.
  public func spelling(of type: Type) -> String {
    var writer = TextWriter()
    writer.write(type, of: self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Suggestions for words that are not known.
enum Spelling {
  /// No more candidates are looked at: a suggestion is not worth a noticeable wait.
  private static let mostCandidates = 1_000

  /// The candidate that differs least from the word, if any is near.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let word = Array(word.utf8.prefix(40))
    var best: (distance: Int, word: String)?
    for candidate in candidates.prefix(mostCandidates) {
      let limit = min(best.map { $0.distance - 1 } ?? Int.max, max(1, word.count / 3), word.count - 1)
      let distance = self.distance(word, Array(candidate.utf8.prefix(40)))
      if distance <= limit { best = (distance, candidate) }
    }
    return best?.word
  }

  /// How many letters must be added, removed, replaced or swapped with the next.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var next = [i + 1]
      for (j, b) in right.enumerated() {
        var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, before[j - 1] + 1) }
        next.append(cost)
      }
      before = row
      row = next
    }
    return row[right.count]
  }
}
