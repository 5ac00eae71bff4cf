// Sections that only tools read, as the encoders of debug information make them.

/// Bytes in a section that describes the program, whose value depends on where a section ends up.
struct SectionRelocation {
  /// Where in the bytes.
  let offset: Int
  /// What the bytes refer to.
  let target: Target
  /// What is added.
  let addend: UInt64

  enum Target: Hashable {
    /// The address of one of the object's sections, in eight bytes.
    case section(SectionIndex)
    /// The same as a distance from the bytes themselves, in four.
    case distance(SectionIndex)
    /// A place in another section that describes the program, in four bytes, which have it as if there were one object: linkers
    /// put the sections of several together.
    case described(DescribedSection)
  }

  init(offset: Int, section: SectionIndex, addend: UInt64) {
    (self.offset, target, self.addend) = (offset, .section(section), addend)
  }

  init(offset: Int, distanceTo section: SectionIndex, addend: UInt64) {
    (self.offset, target, self.addend) = (offset, .distance(section), addend)
  }

  init(offset: Int, _ described: DescribedSection, addend: UInt64) {
    (self.offset, target, self.addend) = (offset, .described(described), addend)
  }
}

/// A section of debug information that others refer to.
enum DescribedSection: String {
  case abbreviations = ".debug_abbrev"
  case information = ".debug_info"
  case lines = ".debug_line"
  case locationLists = ".debug_loclists"
  case rangeLists = ".debug_rnglists"
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

  init(_ name: String, _ bytes: ByteBuffer, _ relocations: [SectionRelocation] = [], alignment: UInt64 = 1) {
    self.name = name
    self.alignment = alignment
    contents = .encoded(bytes.bytes, relocations)
  }

  /// Everything that tools are told about an object. In an object file, programs are told how callers are found, too.
  static func describing(
    _ object: borrowing RelocatableObject, on machine: MachineFacts, frames form: FrameSection.Form = .debug
  ) throws(ImageError) -> [UnloadedSection] {
    var sections: [UnloadedSection] = []
    if let frames = try FrameSection.encode(object, on: machine, as: form) { sections.append(frames) }
    if let debug = object.debug {
      sections.append(try LineSection.encode(object, debug))
      sections += try InformationSections.encode(object, debug)
    }
    if let origins = object.origins { sections.append(try OriginSection.encode(object, origins)) }
    if !object.stacks.isEmpty { sections.append(StackSection.encode(object.stacks)) }
    return sections
  }
}
