// What `sha256.compress` is written as in the IR, for processors without instructions for it. Eight rounds stand one behind the
// other: then the words of the state only change their names, and none is moved.

/// The text of `weft.sha256_blocks`.
enum SHA256Expansion {
  /// How many rounds stand one behind the other.
  private static let unrolled = 8

  /// The text.
  static let text: String = """
    func @weft.sha256_blocks(%state: ptr, %blocks: ptr, %count: i64, %constants: ptr) {
    entry:
      ; The schedule of a block, and the state as it is between blocks: what was given is written in the end.
      %words = stack.slot [64 x i32]
      %sums = stack.slot [8 x i32]
      %isNothing = eq i64 %count, 0
      branch %isNothing, nothing, begin
    nothing:
      return
    begin:
      memory.copy %sums, %state, 32
      jump block(%blocks, %count)
    block(%at: ptr, %left: i64):
    \(words)
      jump extend(%to15)
    extend(%last: ptr):
      %new = offset %last, 4
      %at15 = offset %new, -60
      %x = load i32 %at15
      %x7 = rotr i32 %x, 7
      %x18 = rotr i32 %x, 18
      %x3 = shr.u i32 %x, 3
      %xBoth = xor i32 %x7, %x18
      %low = xor i32 %xBoth, %x3
      %at2 = offset %new, -8
      %y = load i32 %at2
      %y17 = rotr i32 %y, 17
      %y19 = rotr i32 %y, 19
      %y10 = shr.u i32 %y, 10
      %yBoth = xor i32 %y17, %y19
      %high = xor i32 %yBoth, %y10
      %at16 = offset %new, -64
      %old = load i32 %at16
      %at7 = offset %new, -28
      %middle = load i32 %at7
      %sum1 = add i32 %low, %old
      %sum2 = add i32 %sum1, %middle
      %sum3 = add i32 %sum2, %high
      store i32 %sum3, %new
      %end = offset %words, 252
      %isExtended = eq ptr %new, %end
      branch %isExtended, start, extend(%new)
    start:
    \(loads)
      jump rounds(0, \(state.map { "%\($0)Before" }.joined(separator: ", ")))
    rounds(%k: i64, \(state.map { "%\($0): i32" }.joined(separator: ", "))):
      %constant = element i32 %constants, %k
      %word = element i32 %words, %k
      %differ = xor i32 %b, %c
    \(rounds)
      %next = add i64 %k, \(unrolled)
      %more = lt.u i64 %next, 64
      branch %more, rounds(%next, \(final.joined(separator: ", "))), sum
    sum:
    \(sums)
      %rest = sub i64 %left, 1
      %further = offset %at, 64
      %isLast = eq i64 %rest, 0
      branch %isLast, done, block(%further, %rest)
    done:
      memory.copy %state, %sums, 32
      return
    }
    """

  private static let state = ["a", "b", "c", "d", "e", "f", "g", "h"]

  /// The block's words, whose highest byte comes first.
  private static let words = lines(0..<16) { index in
    """
      %from\(index) = offset %at, \(4 * index)
      %read\(index) = load i32 %from\(index) align 1
      %turned\(index) = byteswap i32 %read\(index)
      %to\(index) = offset %words, \(4 * index)
      store i32 %turned\(index), %to\(index)
    """
  }

  private static let loads = lines(state.indices) { index in
    """
      %\(state[index])At = offset %sums, \(4 * index)
      %\(state[index])Before = load i32 %\(state[index])At
    """
  }

  private static let sums = lines(state.indices) { index in
    """
      %\(state[index])Old = load i32 %\(state[index])At
      %\(state[index])Sum = add i32 %\(state[index])Old, \(final[index])
      store i32 %\(state[index])Sum, %\(state[index])At
    """
  }

  /// The words of the state before a round, and after the last: those that a round makes bear its number.
  private static func words(before round: Int) -> [String] {
    let (upper, lower) = (["%d", "%c", "%b", "%a"], ["%h", "%g", "%f", "%e"])
    let all = [upper + (0..<unrolled).map { "%a\($0)" }, lower + (0..<unrolled).map { "%e\($0)" }]
    return all.flatMap { $0[round..<(round + 4)].reversed() }
  }

  private static let final = words(before: unrolled)

  private static let rounds = lines(0..<unrolled) { round in
    let (a, b, d, e, f, g, h) = {
      ($0[0], $0[1], $0[3], $0[4], $0[5], $0[6], $0[7])
    }(words(before: round))
    // Three rotations of one word, each of what the one before made. Where two of three words differ, the third is with most.
    return """
        %e14of\(round) = rotr i32 \(e), 14
        %e14and\(round) = xor i32 %e14of\(round), \(e)
        %e5of\(round) = rotr i32 %e14and\(round), 5
        %e5and\(round) = xor i32 %e5of\(round), \(e)
        %eTurned\(round) = rotr i32 %e5and\(round), 6
        %fg\(round) = xor i32 \(f), \(g)
        %chosen\(round) = and i32 %fg\(round), \(e)
        %choice\(round) = xor i32 %chosen\(round), \(g)
        %constantAt\(round) = offset %constant, \(4 * round)
        %constant\(round) = load i32 %constantAt\(round)
        %wordAt\(round) = offset %word, \(4 * round)
        %word\(round) = load i32 %wordAt\(round)
        %h1of\(round) = add i32 \(h), %constant\(round)
        %h2of\(round) = add i32 %h1of\(round), %word\(round)
        %h3of\(round) = add i32 %h2of\(round), %choice\(round)
        %t\(round) = add i32 %h3of\(round), %eTurned\(round)
        %a9of\(round) = rotr i32 \(a), 9
        %a9and\(round) = xor i32 %a9of\(round), \(a)
        %a11of\(round) = rotr i32 %a9and\(round), 11
        %a11and\(round) = xor i32 %a11of\(round), \(a)
        %aTurned\(round) = rotr i32 %a11and\(round), 2
        %differ\(round) = xor i32 \(a), \(b)
        %two\(round) = and i32 %differ\(round), %differ\(round == 0 ? "" : "\(round - 1)")
        %majority\(round) = xor i32 %two\(round), \(b)
        %u\(round) = add i32 %aTurned\(round), %majority\(round)
        %e\(round) = add i32 \(d), %t\(round)
        %a\(round) = add i32 %t\(round), %u\(round)
      """
  }

  /// Lines for each of some numbers.
  private static func lines(_ numbers: Range<Int>, _ write: (Int) -> String) -> String {
    numbers.map(write).joined(separator: "\n")
  }
}
