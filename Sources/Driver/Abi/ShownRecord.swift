// A record on its way to the reader, wherever it was found: its name, whose view it is, its target and its layout; and
// the one JSON form of a record.

import Layout

/// A record on one target, as it is printed.
struct ShownRecord {
  /// Where the record was found, which says whose view of it this is.
  enum Source: Hashable {
    case view(View)
    /// A file, by its path.
    case file(String)

    /// What JSON calls the view.
    var view: String {
      switch self {
      case .view(let view): view.rawValue
      case .file: "file"
      }
    }

    /// What stands above a column.
    var heading: String {
      switch self {
      case .view(let view): view.rawValue
      case .file(let path): path
      }
    }
  }

  /// The tag, or the name of the typedef that alone names the record.
  let name: String
  let source: Source
  /// What the target is called: a file may be for a machine whose ABI is not known here.
  let machine: String
  let layout: RecordLayout
  /// How the target passes the record by value, in the words of its ABI; nil where that is not known.
  let byValueClass: String?
  /// How C names the type.
  let spelling: String
  /// The sizes that kernels gave the record as they grew it; empty where it did not grow.
  var ladder: [Rung] = []
  /// The file and line that declare the record, where a file has several definitions of the name.
  var place: String?

  init(name: String, source: Source, target: Target, layout: RecordLayout, isTypedef: Bool = false) {
    self.init(
      name: name, source: source, machine: target.rawValue, target: target, layout: layout, isTypedef: isTypedef)
  }

  init(name: String, source: Source, machine: String, target: Target?, layout: RecordLayout, isTypedef: Bool = false) {
    self.name = name
    self.source = source
    self.machine = machine
    self.layout = layout
    self.spelling = isTypedef ? name : "\(layout.kind.rawValue) \(name)"
    switch target.map({ ByValueClass(of: layout, on: $0) }) {
    case nil, .unknown: self.byValueClass = nil
    case let known?: self.byValueClass = known.description
    }
  }

  /// A record of the catalogue on each of the targets that have it.
  static func all(of description: RecordDescription, on targets: [Target]) -> [ShownRecord] {
    let identity = description.identity
    return targets.compactMap { target in
      description.layout(on: target).map { layout in
        var record = ShownRecord(
          name: identity.name, source: .view(identity.view), target: target, layout: layout,
          isTypedef: identity.isTypedef)
        record.ladder = identity.ladder
        return record
      }
    }
  }
}

extension ShownRecord {
  /// Writes records as JSON: one as an object, several as an array.
  static func writeJSON(_ records: [ShownRecord], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    if records.count == 1 {
      records[0].write(to: &json)
    } else {
      json.array { json in
        for record in records { record.write(to: &json) }
      }
    }
  }

  private func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("view", source.view)
      json.member("target", machine)
      json.member("size", layout.size)
      json.member("align", layout.alignment)
      if layout.certainAlignment == nil { json.member("alignInferred", true) }
      json.member("class", byValueClass)
      if let place { json.member("declaredAt", place) }
      if !ladder.isEmpty {
        json.key("ladder")
        json.array(inline: true) { json in
          for rung in ladder {
            json.object { json in
              json.member("size", rung.size)
              json.member("since", rung.since)
            }
          }
        }
      }
      json.key("fields")
      Self.write(layout.fields, at: 0, to: &json)
    }
  }

  /// Offsets are from the start of the outermost record; null from a virtual base on, whose place is looked up at run time.
  private static func write(_ fields: [FieldLayout], at start: UInt64?, to json: inout JSONWriter) {
    json.array { json in
      for field in fields {
        let offset = field.isPlaced ? start?.addingSaturated(field.offset) : nil
        var inner: RecordLayout?
        if case .record(let record) = field.type.shape { inner = record }
        json.object(inline: inner == nil) { json in
          json.member("name", field.name)
          json.member("type", field.type.spelling)
          json.member("offset", offset)
          json.member("size", field.type.isIncomplete ? nil : field.type.size)
          if let bits = field.bits {
            json.member("bitOffset", start.map { UInt128($0) * 8 + UInt128(bits.offset) })
            json.member("bitSize", bits.width)
          }
          if let inner {
            json.key("fields")
            write(inner.fields, at: offset, to: &json)
          }
        }
      }
    }
  }
}

extension UInt64 {
  /// The sum, or the greatest number where it does not fit: what a file says about a layout need not make sense.
  func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
