// A record without its Swift type: what the catalogue lists, and what printing and cross-checking take.

/// A record of the catalogue.
public struct RecordDescription: Sendable {
  /// The record's name, view, kind and targets.
  public let identity: RecordIdentity

  private let makeDeclaration: @Sendable (Target) -> RecordDeclaration

  /// Describes the record that `schema` declares.
  public init<Schema: RecordSchema>(_ schema: Record<Schema>.Type) {
    identity = Schema.identity
    makeDeclaration = { Schema.declaration(on: $0) }
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

/// Every record that Weft knows.
public enum Catalogue {
  /// All records, in the order of their declaration.
  public static var records: [RecordDescription] {
    [RecordDescription(Kernel.Pollfd.self), RecordDescription(Kernel.EpollEvent.self)]
  }

  /// The records called `name`: one for each view, and for each group of targets that share a form.
  public static func records(named name: String) -> [RecordDescription] {
    records.filter { $0.identity.name == name }
  }
}
