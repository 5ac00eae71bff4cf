// Finds the word of an instruction that a fault is about. Only faults pay for it: nothing is kept from parsing.

/// Looks into the text of a function.
struct WordLocator {
  private let bytes: [UInt8]
  private let function: Function

  init(_ module: Module, _ function: Function) {
    bytes = module.sources[Int(function.source.file)].bytes
    self.function = function
  }

  /// The place of a word of an instruction behind its results; without a word, or where it is not found, of the
  /// operation's name.
  func place(of word: String?, occurrence: Int, in instruction: Instruction) -> (offset: UInt32, length: Int) {
    let text = self.text(of: instruction)
    let operation = behindResults(text)
    if let word, let found = find(Array(word.utf8), occurrence: occurrence, in: text[operation...]) {
      return (UInt32(found), word.utf8.count)
    }
    let length = text[operation...].prefix { ByteClass.isInName[Int($0)] != 0 }.count
    return (UInt32(operation), max(1, length))
  }

  /// The place of the value of a switch's case.
  func place(ofCase index: Int, in instruction: Instruction) -> (offset: UInt32, length: Int) {
    let text = self.text(of: instruction)
    var left = index
    var inComment = false
    for at in text.indices {
      if text[at] == UInt8(ascii: ";") { inComment = true }
      if text[at] == 0x0A { inComment = false }
      guard !inComment, text[at] == UInt8(ascii: ":") else { continue }
      if left == 0 {
        var end = at
        while end > text.startIndex, text[end - 1] <= 0x20 { end -= 1 }
        var start = end
        while start > text.startIndex, text[start - 1] > 0x20, text[start - 1] != UInt8(ascii: "[") { start -= 1 }
        return (UInt32(start), end - start)
      }
      left -= 1
    }
    return place(of: nil, occurrence: 0, in: instruction)
  }

  /// From the beginning of an instruction to that of the next.
  private func text(of instruction: Instruction) -> ArraySlice<UInt8> {
    let next = instruction.index + 1
    let end =
      next < function.sourceOffsets.count ? function.sourceOffsets[Instruction(next)] : function.endOffset
    let start = min(Int(function.sourceOffsets[instruction]), bytes.count)
    return bytes[start..<max(start, min(Int(end), bytes.count))]
  }

  /// Where the name of the operation stands.
  private func behindResults(_ text: ArraySlice<UInt8>) -> Int {
    guard text.first == UInt8(ascii: "%"), let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
      return text.startIndex
    }
    return text[(equals + 1)...].firstIndex { $0 > 0x20 } ?? text.startIndex
  }

  private func find(_ word: [UInt8], occurrence: Int, in text: ArraySlice<UInt8>) -> Int? {
    var left = occurrence
    var at = text.startIndex
    var inComment = false
    var before: UInt8 = 0x20
    while at < text.endIndex {
      let byte = text[at]
      if byte == UInt8(ascii: ";") { inComment = true }
      if byte == 0x0A { inComment = false }
      if !inComment, byte == word.first, ByteClass.isInName[Int(before)] == 0, text[at...].starts(with: word) {
        let end = at + word.count
        if end >= text.endIndex || ByteClass.isInName[Int(text[end])] == 0 {
          if left == 0 { return at }
          left -= 1
        }
      }
      before = byte
      at += 1
    }
    return nil
  }
}

extension Module {
  /// The text of one instruction.
  public func text(of instruction: Instruction, in function: Function) -> String {
    var printer = Printer(module: self, file: nil, trivia: [])
    printer.print(instruction, function)
    return String(decoding: printer.out.bytes, as: UTF8.self)
  }
}
