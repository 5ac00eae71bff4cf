// Where each instruction comes from: the operation of the IR, or the generator, that the bytes were made for.

/// What each instruction was made from, in flat tables.
public struct OriginTable: Sendable {
  /// The rows of each run of code, in ascending order of the code.
  public var runs: [OriginRun] = []
  /// The rows of all runs.
  public var rows: [OriginRow] = []
  /// What rows refer to: the text of an operation, the name of a generator, in the object's names.
  public var texts: [NameRange] = []

  /// Nothing yet.
  public init() {}
}

/// The origins of one run of code.
@frozen public struct OriginRun: Sendable {
  /// The code.
  public var code: CodeRange
  /// Its rows in `OriginTable.rows`.
  public var rows: RowRange

  /// Makes the origins of a run of code.
  @inlinable public init(code: CodeRange, rows: RowRange) {
    self.code = code
    self.rows = rows
  }
}

/// What the code from an offset on was made from, up to the next row's offset or the end of the run.
@frozen public struct OriginRow: Sendable {
  /// From where on, counted from the start of the run. Rows ascend.
  public var offset: UInt32
  /// The text, by its place in `OriginTable.texts`.
  public var text: UInt32

  /// Makes a row.
  @inlinable public init(offset: UInt32, text: UInt32) {
    self.offset = offset
    self.text = text
  }
}
