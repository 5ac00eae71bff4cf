// Where bytes of a module's texts stand: lines and columns, from an index that is made once.

internal import Glibc

/// The lines of a module's texts.
public struct SourceLines: Sendable {
  /// Where each line of each text begins.
  private let starts: [[UInt32]]

  /// The lines of a module's texts.
  /// - Complexity: O(size of the texts).
  public init(_ module: Module) {
    starts = module.sources.map { source in
      var lines: [UInt32] = [0]
      source.bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        var at = start
        let end = start + bytes.count
        while let newline = memchr(at, 0x0A, end - at) {
          at = UnsafeRawPointer(newline) + 1
          lines.append(UInt32(truncatingIfNeeded: at - start))
        }
      }
      return lines
    }
  }

  /// The line and the column of a place, counted from 1; columns count bytes. Nil where there is no text.
  /// - Complexity: O(log lines).
  public func position(of place: SourcePlace) -> (line: Int, column: Int)? {
    guard place.file != SourcePlace.none, Int(place.file) < starts.count else { return nil }
    let lines = starts[Int(place.file)]
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= place.offset { low = middle } else { high = middle }
    }
    return (low + 1, Int(place.offset - lines[low]) + 1)
  }
}

extension Module {
  /// Where an instruction comes from, as `file:line:column`: by its `loc`, else by its own text; empty where neither is known.
  public func spelledPlace(of instruction: Instruction, in function: Function, _ lines: SourceLines) -> String {
    if let location = function.location(of: instruction) {
      let path = file(numbered: location.file).map { names.string($0.path) } ?? "?"
      return "\(path):\(location.line)" + (location.column > 0 ? ":\(location.column)" : "")
    }
    return spelling(of: function.place(of: instruction), lines)
  }

  /// A place in one of the module's texts, as `file:line:column`; empty where there is no text.
  public func spelling(of place: SourcePlace, _ lines: SourceLines) -> String {
    guard let (line, column) = lines.position(of: place) else { return "" }
    return "\(sources[Int(place.file)].name):\(line):\(column)"
  }
}
