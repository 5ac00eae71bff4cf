// A record without its Swift type: what the catalogue lists, and what printing and cross-checking take.

/// A record of the catalogue.
public struct RecordDescription: Sendable {
  private let schema: any RecordSchema.Type
  private let typedef: String?

  /// Describes the record that `schema` declares.
  /// - Parameter typedef: The typedef to describe, where the record has one beside its tag.
  public init<Schema: RecordSchema>(_ schema: Record<Schema>.Type, typedef: String? = nil) {
    self.schema = Schema.self
    self.typedef = typedef
  }

  /// The record's name, view, kind and targets.
  public var identity: RecordIdentity { typedef.map { schema.identity.named($0) } ?? schema.identity }

  /// The record as C declares it on `target`.
  public func declaration(on target: Target) -> RecordDeclaration { schema.declaration(on: target) }

  /// The record's layout on `target`, or nil where it does not exist there.
  public func layout(on target: Target) -> RecordLayout? {
    schema.identity.targets.contains(target) ? schema.layout(on: target) : nil
  }

  /// Decodes bytes, reads each field as its Swift value and writes that into a record of zeroes: what the fields carry.
  func recode(_ bytes: [UInt8], _ target: Target) throws(RecordError) -> [UInt8] {
    try schema.recode(bytes, on: target)
  }
}

extension RecordSchema {
  fileprivate static func recode(_ bytes: [UInt8], on target: Target) throws(RecordError) -> [UInt8] {
    try Record<Self>.rewritingFields(of: bytes, on: target)
  }
}
