// Which attributes each kind of entry of the debug information has: `.debug_abbrev`.

/// The kinds of entries that were used so far, numbered in the order of their first use.
struct Abbreviations {
  /// A kind of entry.
  enum Kind: Hashable {
    case unit(ranges: Int)
    case base
    case pointer(hasTarget: Bool)
    case array
    case arrayCount
    case structure
    case member
    case function(isExternal: Bool, hasPlace: Bool, hasResult: Bool, hasParameters: Bool)
    case parameter(Place)
  }

  /// Where a parameter is.
  enum Place: Int, Hashable { case none, expression, list }

  private var buffer = ByteBuffer()
  private var known: [Kind] = []

  /// The number of a kind of entry.
  mutating func number(of kind: Kind) -> UInt64 {
    // There are few, and the ones that are asked for most come last.
    if let index = known.lastIndex(of: kind) { return UInt64(index + 1) }
    known.append(kind)
    buffer.putUnsigned(UInt64(known.count))
    buffer.put8(kind.tag)
    buffer.put8(kind.hasChildren ? 1 : 0)
    for (attribute, form) in kind.attributes {
      buffer.putUnsigned(attribute)
      buffer.putUnsigned(form)
    }
    buffer.put([0, 0])
    return UInt64(known.count)
  }

  /// The section.
  var finished: ByteBuffer {
    var section = buffer
    section.put8(0)
    return section
  }
}

extension Abbreviations.Kind {
  private typealias Attribute = Dwarf.Attribute
  private typealias Form = Dwarf.Form

  fileprivate var tag: UInt8 {
    switch self {
    case .unit: Dwarf.Tag.compileUnit
    case .base: Dwarf.Tag.baseType
    case .pointer: Dwarf.Tag.pointerType
    case .array: Dwarf.Tag.arrayType
    case .arrayCount: Dwarf.Tag.subrangeType
    case .structure: Dwarf.Tag.structureType
    case .member: Dwarf.Tag.member
    case .function: Dwarf.Tag.subprogram
    case .parameter: Dwarf.Tag.formalParameter
    }
  }

  fileprivate var hasChildren: Bool {
    switch self {
    case .unit, .array, .structure: true
    case .function(_, _, _, let hasParameters): hasParameters
    case .base, .pointer, .arrayCount, .member, .parameter: false
    }
  }

  fileprivate var attributes: [(UInt64, UInt64)] {
    switch self {
    case .unit(let ranges):
      var list = [
        (Attribute.producer, Form.string), (Attribute.language, Form.data2), (Attribute.name, Form.string),
        (Attribute.directory, Form.string), (Attribute.statementList, Form.sectionOffset),
      ]
      if ranges == 1 {
        list += [(Attribute.lowAddress, Form.address), (Attribute.highAddress, Form.unsigned)]
      } else if ranges > 1 {
        list += [(Attribute.lowAddress, Form.address), (Attribute.ranges, Form.sectionOffset)]
      }
      return list
    case .base:
      return [(Attribute.name, Form.string), (Attribute.encoding, Form.data1), (Attribute.byteSize, Form.unsigned)]
    case .pointer(let hasTarget):
      return [(Attribute.byteSize, Form.unsigned)] + (hasTarget ? [(Attribute.type, Form.reference4)] : [])
    case .array: return [(Attribute.type, Form.reference4)]
    case .arrayCount: return [(Attribute.count, Form.unsigned)]
    case .structure: return [(Attribute.name, Form.string), (Attribute.byteSize, Form.unsigned)]
    case .member:
      return [
        (Attribute.name, Form.string), (Attribute.type, Form.reference4), (Attribute.memberLocation, Form.unsigned),
      ]
    case .function(let isExternal, let hasPlace, let hasResult, _):
      var list = [(Attribute.name, Form.string)]
      if isExternal { list.append((Attribute.external, Form.present)) }
      if hasPlace {
        list += [(Attribute.declarationFile, Form.unsigned), (Attribute.declarationLine, Form.unsigned)]
      }
      if hasResult { list.append((Attribute.type, Form.referenceUnsigned)) }
      return list + [
        (Attribute.lowAddress, Form.address), (Attribute.highAddress, Form.unsigned),
        (Attribute.frameBase, Form.expression),
      ]
    case .parameter(let place):
      let list = [(Attribute.name, Form.string), (Attribute.type, Form.referenceUnsigned)]
      switch place {
      case .none: return list
      case .expression: return list + [(Attribute.location, Form.expression)]
      case .list: return list + [(Attribute.location, Form.sectionOffset)]
      }
    }
  }
}
