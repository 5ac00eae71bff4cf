// Sections that only tools read, as the encoders of debug information make them.

/// Eight bytes in an unloaded section whose value depends on where a section ends up.
struct SectionRelocation {
  /// Where in the bytes.
  let offset: Int
  /// The section whose address is written: one of the object's.
  let section: SectionIndex
  /// What is added.
  let addend: UInt64
}

/// A section that is not loaded.
struct UnloadedSection {
  let name: String
  let alignment: UInt64
  /// Where its bytes are: with the object's sections, or here.
  let contents: Contents

  enum Contents {
    case ofObject(SectionIndex)
    case encoded([UInt8], [SectionRelocation])
  }

  init(index: SectionIndex, of object: borrowing RelocatableObject) {
    name = object[index].name
    alignment = object[index].alignment
    contents = .ofObject(index)
  }

  init(_ name: String, _ bytes: ByteBuffer, _ relocations: [SectionRelocation] = []) {
    self.name = name
    alignment = 1
    contents = .encoded(bytes.bytes, relocations)
  }

  /// Everything that tools are told about an object.
  static func describing(
    _ object: borrowing RelocatableObject, on machine: MachineFacts
  ) throws(ImageError) -> [UnloadedSection] {
    var sections: [UnloadedSection] = []
    if let frames = try FrameSection.encode(object, on: machine) { sections.append(frames) }
    if let debug = object.debug {
      sections.append(try LineSection.encode(object, debug))
      sections += try InformationSections.encode(object, debug)
    }
    if let origins = object.origins { sections.append(try OriginSection.encode(object, origins)) }
    return sections
  }
}
