// A record without its Swift type: what the catalogue lists, and what printing and cross-checking take.

/// A record of the catalogue.
public struct RecordDescription: Sendable {
  /// The record's name, view, kind and targets.
  public let identity: RecordIdentity

  private let makeDeclaration: @Sendable (Target) -> RecordDeclaration

  /// Decodes bytes, reads each field as its Swift value and writes that into a record of zeroes: what the fields carry.
  let recode: @Sendable ([UInt8], Target) throws(RecordError) -> [UInt8]

  /// Describes the record that `schema` declares.
  /// - Parameter typedef: The typedef to describe, where the record has one beside its tag.
  public init<Schema: RecordSchema>(_ schema: Record<Schema>.Type, typedef: String? = nil) {
    identity = typedef.map { Schema.identity.named($0) } ?? Schema.identity
    makeDeclaration = { Schema.declaration(on: $0) }
    recode = { (bytes, target) throws(RecordError) in try Record<Schema>.rewritingFields(of: bytes, on: target) }
  }

  /// The record as C declares it on `target`.
  public func declaration(on target: Target) -> RecordDeclaration { makeDeclaration(target) }

  /// The record's layout on `target`, or nil where it does not exist there.
  public func layout(on target: Target) -> RecordLayout? {
    guard identity.targets.contains(target) else { return nil }
    var engine = LayoutEngine(target: target)
    do {
      return try engine.layout(of: declaration(on: target))
    } catch {
      preconditionFailure("\(identity.name): \(error)")
    }
  }
}
