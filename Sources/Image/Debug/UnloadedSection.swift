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

  /// What tools are told about an object beside lines and how callers are found.
  fileprivate static func information(of object: borrowing RelocatableObject) throws(ImageError) -> [UnloadedSection] {
    var sections: [UnloadedSection] = []
    if let debug = object.debug { sections += try InformationSections.encode(object, debug) }
    if let origins = object.origins { sections.append(try OriginSection.encode(object, origins)) }
    return sections
  }

  /// How many bytes it has.
  func size(in object: borrowing RelocatableObject) -> Int {
    switch contents {
    case .ofObject(let index): object[index].bytes.count
    case .encoded(let bytes, _): bytes.count
    }
  }

  /// Everything that tools are told about an object. In an object file, programs are told how callers are found, too.
  static func describing(
    _ object: borrowing RelocatableObject, on machine: MachineFacts, frames form: FrameSection.Form = .debug
  ) throws(ImageError) -> [UnloadedSection] {
    var sections: [UnloadedSection] = []
    if let frames = try FrameSection.encode(object, on: machine, as: form) { sections.append(frames) }
    if let debug = object.debug { sections.append(try LineSection.encode(object, debug)) }
    sections += try information(of: object)
    if !object.stacks.isEmpty { sections.append(StackSection.encode(object.stacks)) }
    return sections
  }
}

/// A section of an object that only tools read, encoded.
public struct DescribingSection: Sendable {
  /// The name: `.debug_info`.
  public let name: String
  /// What it holds; where it refers to others, whatever.
  public let bytes: [UInt8]
  /// Where it refers to others.
  public let references: [Reference]

  /// Bytes that depend on where a section ends up.
  public struct Reference: Sendable {
    /// Where in the bytes.
    public let offset: Int
    /// What they refer to.
    public let target: Target
    /// What is added.
    public let addend: UInt64

    /// What bytes refer to.
    public enum Target: Sendable {
      /// The address of one of the object's sections, in eight bytes.
      case section(SectionIndex)
      /// A place in a section that only tools read, in four bytes.
      case describing(String)
    }
  }
}

extension RelocatableObject {
  /// What debuggers and other tools are told about the object: for who writes files in another way. Lines and how callers are
  /// found are not among it; where the object has lines, what is told refers to `.debug_line`.
  public func describingSections() throws(ImageError) -> [DescribingSection] {
    try UnloadedSection.information(of: self).compactMap { section in
      guard case .encoded(let bytes, let relocations) = section.contents else { return nil }
      let references = relocations.compactMap { relocation -> DescribingSection.Reference? in
        switch relocation.target {
        case .section(let index):
          .init(offset: relocation.offset, target: .section(index), addend: relocation.addend)
        case .described(let other):
          .init(offset: relocation.offset, target: .describing(other.rawValue), addend: relocation.addend)
        // Only what tells how callers are found has distances.
        case .distance: nil
        }
      }
      return DescribingSection(name: section.name, bytes: bytes, references: references)
    }
  }
}
