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
    let start = Int(function.sourceOffsets[instruction])
    let next = instruction.index + 1
    let end =
      next < function.sourceOffsets.count
      ? Int(function.sourceOffsets[Instruction(next)]) : min(bytes.count, Int(function.endOffset))
    let text = bytes[min(start, bytes.count)..<max(min(start, bytes.count), min(end, bytes.count))]
    let operation = behindResults(text)
    if let word, let found = find(Array(word.utf8), occurrence: occurrence, in: text[operation...]) {
      return (UInt32(found), word.utf8.count)
    }
    let length = text[operation...].prefix { ByteClass.isInName[Int($0)] != 0 }.count
    return (UInt32(operation), max(1, length))
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
