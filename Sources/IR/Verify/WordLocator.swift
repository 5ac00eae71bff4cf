// Finds the word of an instruction, or of a part of data, that a fault is about. Only faults pay for it: nothing is kept
// from parsing.

/// Looks into a stretch of a text.
struct WordLocator {
  private let bytes: [UInt8]
  private let stretch: Range<Int>
  /// Where each word and each colon stands: made when a second word is looked for, as an instruction may have a million
  /// words and a hundred faults.
  private var index: (words: [ArraySlice<UInt8>: [Int]], colons: [Int])?
  private var searches = 0

  init(_ bytes: [UInt8], from start: UInt32, to end: UInt32) {
    self.bytes = bytes
    let start = min(Int(start), bytes.count)
    stretch = start..<max(start, min(Int(end), bytes.count))
  }

  /// Looks into an instruction, from its beginning to that of the next.
  init(_ module: Module, _ function: Function, _ instruction: Instruction) {
    let next = instruction.index + 1
    self.init(
      module.sources[Int(function.source.file)].bytes, from: function.sourceOffsets[instruction],
      to: next < function.sourceOffsets.count ? function.sourceOffsets[Instruction(next)] : function.endOffset)
  }

  /// The place of a word behind the results; without a word, or where it is not found, of what stands there first: an
  /// operation's name.
  mutating func place(of word: String?, occurrence: Int) -> (offset: UInt32, length: Int) {
    let start = behindResults
    if let word, let found = find(Array(word.utf8), occurrence: occurrence, from: start) {
      return (UInt32(found), word.utf8.count)
    }
    let length = bytes[start..<stretch.upperBound].prefix { Self.isInName($0) }.count
    return (UInt32(start), max(1, length))
  }

  /// The place of the value of a switch's case.
  mutating func place(ofCase number: Int) -> (offset: UInt32, length: Int) {
    makeIndex()
    guard let index, number < index.colons.count else { return place(of: nil, occurrence: 0) }
    var end = index.colons[number]
    while end > stretch.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    var start = end
    while start > stretch.lowerBound, bytes[start - 1] > 0x20, bytes[start - 1] != UInt8(ascii: "[") { start -= 1 }
    return (UInt32(start), end - start)
  }

  /// Where the name of the operation stands.
  private var behindResults: Int {
    let text = bytes[stretch]
    guard text.first == UInt8(ascii: "%"), let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
      return stretch.lowerBound
    }
    return text[(equals + 1)...].firstIndex { $0 > 0x20 } ?? stretch.lowerBound
  }

  private mutating func find(_ word: [UInt8], occurrence: Int, from start: Int) -> Int? {
    var left = occurrence
    func isFound(_ at: Int) -> Bool {
      guard at >= start, stands(word, at) else { return false }
      left -= 1
      return left < 0
    }
    searches += 1
    guard searches > 1, let first = word.firstIndex(where: Self.isInName) else {
      var found: Int?
      forEachByte { at, byte in
        if found == nil, byte == word.first, isFound(at) { found = at }
        return found == nil
      }
      return found
    }
    makeIndex()
    let name = word[first...].prefix(while: Self.isInName)
    return index?.words[name]?.lazy.map { $0 - first }.first(where: isFound)
  }

  /// Whether a word stands at a place, and is no part of a longer one.
  private func stands(_ word: [UInt8], _ at: Int) -> Bool {
    let end = at + word.count
    return end <= stretch.upperBound && bytes[at..<end].elementsEqual(word)
      && (at == stretch.lowerBound || !Self.isInName(bytes[at - 1]))
      && (end == stretch.upperBound || !Self.isInName(bytes[end]))
  }

  private mutating func makeIndex() {
    guard index == nil else { return }
    var words: [ArraySlice<UInt8>: [Int]] = [:]
    var colons: [Int] = []
    var end = stretch.lowerBound
    forEachByte { at, byte in
      if byte == UInt8(ascii: ":") { colons.append(at) }
      if at >= end, Self.isInName(byte) {
        let name = bytes[at..<stretch.upperBound].prefix(while: Self.isInName)
        words[name, default: []].append(at)
        end = name.endIndex
      }
      return true
    }
    index = (words, colons)
  }

  /// Calls a closure with each byte that stands in no comment, until it says that it has seen enough.
  private func forEachByte(_ body: (Int, UInt8) -> Bool) {
    var inComment = false
    for at in stretch {
      let byte = bytes[at]
      if byte == UInt8(ascii: ";") { inComment = true }
      if byte == 0x0A { inComment = false }
      if !inComment, !body(at, byte) { return }
    }
  }

  private static func isInName(_ byte: UInt8) -> Bool { ByteClass.isInName[Int(byte)] != 0 }
}

extension Module {
  /// The text of one instruction.
  public func text(of instruction: Instruction, in function: Function) -> String {
    var printer = Printer(module: self, file: nil, trivia: [])
    printer.print(instruction, function)
    return String(decoding: printer.out.bytes, as: UTF8.self)
  }
}
