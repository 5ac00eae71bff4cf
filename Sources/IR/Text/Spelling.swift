// How types are spelled, and which known word is nearest to an unknown one.

extension Module {
  /// How the text spells a type.
  public func spelling(of type: Type) -> String {
    var writer = TextWriter()
    writer.write(type, of: self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A symbol as it is written in the text form, with its sign.
  public func spelling(of symbol: Symbol) -> String {
    var writer = TextWriter()
    writer.write(symbol, of: self)
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

  /// What other notations call an operation, and what it is called here.
  private static let otherNotations: [(word: String, operations: String)] = [
    ("alloca", "'stack.slot' or 'stack.alloc'"), ("gep", "'field', 'element' or 'offset'"),
    ("getelementptr", "'field', 'element' or 'offset'"), ("icmp", "'eq', 'ne', 'lt.s', 'lt.u' and their like"),
    ("fcmp", "'eq.f', 'lt.f' and their like"), ("sdiv", "'div.s'"), ("udiv", "'div.u'"), ("srem", "'rem.s'"),
    ("urem", "'rem.u'"), ("mod", "'rem.s' or 'rem.u'"), ("ashr", "'shr.s'"), ("lshr", "'shr.u'"),
    ("sar", "'shr.s'"), ("zext", "'ext.u'"), ("sext", "'ext.s'"), ("fadd", "'add.f'"), ("fsub", "'sub.f'"),
    ("fmul", "'mul.f'"), ("fdiv", "'div.f'"), ("fneg", "'neg.f'"), ("sitofp", "'tofloat.s'"),
    ("uitofp", "'tofloat.u'"), ("fptosi", "'toint.s'"), ("fptoui", "'toint.u'"), ("ptrtoint", "'ptr.toint'"),
    ("inttoptr", "'ptr.fromint'"), ("fpext", "'promote'"), ("fptrunc", "'demote'"), ("br", "'branch' or 'jump'"),
    ("brif", "'branch'"), ("if", "'branch'"), ("jmp", "'jump'"), ("goto", "'jump'"), ("jnz", "'branch'"),
    ("ret", "'return'"),
    ("phi", "a parameter of the block, as in 'loop(%i: i64):'"), ("cmpxchg", "'atomic.cas.strong'"),
    ("spawn", "'task.create' or 'thread.spawn'"), ("await", "'task.await' or 'thread.join'"),
    ("const", "the literal itself, where it is used"), ("copy", "the value itself, where it is used"),
    ("mov", "the value itself, where it is used"), ("memcpy", "'memory.copy'"), ("memmove", "'memory.move'"),
    ("memset", "'memory.set'"), ("memcmp", "'memory.compare'"),
  ]

  /// What is said of a word that is no operation: the forms it has, what it is called here, or what is near.
  static func help(forOperation word: String) -> [String] {
    let forms = OpcodeTable.rows.lazy.map(\.name).filter { $0.hasPrefix(word + ".") }.map { "'\($0)'" }
    if !word.isEmpty, forms.first != nil {
      let shown = Array(forms.prefix(4))
      let others = shown.dropLast().joined(separator: ", ")
      return ["did you mean \(others)\(others.isEmpty ? "" : " or ")\(shown.last ?? "")?"]
    }
    if let other = otherNotations.first(where: { $0.word == word }) { return ["here that is \(other.operations)"] }
    return nearest(to: word, among: OpcodeTable.rows.lazy.map(\.name)).map { ["did you mean '\($0)'?"] } ?? []
  }

  /// What is said of a word that begins nothing at the top of a text: what it is called here, as others call it otherwise.
  static func help(forTop word: String) -> [String] {
    switch word {
    case "define", "fn", "fun", "function", "def", "proc": ["here that is 'func'"]
    case "declare", "extern", "external": ["here that is 'import func' or 'import data'"]
    case "global", "var", "let", "const", "constant", "static": ["here that is 'data'"]
    case "type", "struct", "class": ["here that is 'record'"]
    default: []
    }
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
