// One entry (DIE) of the debug information: its tag, its attributes, its children. A thin layer over libdw, so that
// nothing above it handles pointers.

internal import CElfutils

/// Why an entry cannot be read.
enum EntryError: Error {
  /// The debug information contradicts itself.
  case corrupt(String)
  /// The debug information is sound but says something that has no exact description here.
  case unsupported(String)
  /// What is referred to is in another file.
  case elsewhere(String)
}

/// An entry of the debug information. It is valid as long as the file it comes from is open.
struct DebugEntry {
  private var entry: Dwarf_Die

  init(_ entry: Dwarf_Die) { self.entry = entry }

  /// What tells this entry from all others of the file, in whatever section it stands.
  var identity: UInt { UInt(bitPattern: entry.addr) }

  /// The entry's place in its section, for messages.
  var offset: UInt64 {
    var entry = entry
    return dwarf_dieoffset(&entry)
  }

  /// What the entry describes; zero where that cannot be read.
  var tag: Tag {
    var entry = entry
    return Tag(rawValue: dwarf_tag(&entry))
  }

  // MARK: - Attributes

  /// The attribute, as it stands.
  func attribute(_ code: AttributeCode) -> Dwarf_Attribute? {
    var entry = entry
    var attribute = Dwarf_Attribute()
    guard dwarf_attr(&entry, code.rawValue, &attribute) != nil else { return nil }
    return attribute
  }

  /// Whether the entry has the attribute.
  func has(_ code: AttributeCode) -> Bool {
    var entry = entry
    return dwarf_hasattr(&entry, code.rawValue) != 0
  }

  /// Calls `body` with the name's bytes, which end in zero; nil where the entry has no name.
  @inline(__always)
  func withName<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result? {
    var entry = entry
    var attribute = Dwarf_Attribute()
    guard dwarf_attr(&entry, AttributeCode.name.rawValue, &attribute) != nil,
      let text = dwarf_formstring(&attribute)
    else { return nil }
    return body(text)
  }

  /// The entry's name, or nil where it has none.
  var name: String? { withName { String(cString: $0) } }

  /// The entry's name, or nil where it has none. One that cannot be read is an error: without it, the entry would seem to
  /// be anonymous.
  func readName() throws(EntryError) -> String? {
    guard var attribute = attribute(.name) else { return nil }
    if let text = dwarf_formstring(&attribute) { return String(cString: text) }
    switch Int(attribute.form) {
    case DW_FORM_GNU_strp_alt, DW_FORM_strp_sup:
      throw .elsewhere("the supplementary file (.gnu_debugaltlink) that holds its names")
    default:
      throw .corrupt("the name of the entry at \(hexadecimal(offset)) cannot be read")
    }
  }

  /// A string; nil where the attribute is absent or is none.
  func string(_ code: AttributeCode) -> String? {
    guard var attribute = attribute(code), let text = dwarf_formstring(&attribute) else { return nil }
    return String(cString: text)
  }

  /// Whether a flag is set.
  func flag(_ code: AttributeCode) -> Bool {
    guard var attribute = attribute(code) else { return false }
    var isSet = false
    return dwarf_formflag(&attribute, &isSet) == 0 && isSet
  }

  /// A number that cannot be negative; nil where the attribute is absent or is no constant.
  func unsigned(_ code: AttributeCode) -> UInt64? {
    guard var attribute = attribute(code) else { return nil }
    var value: Dwarf_Word = 0
    return dwarf_formudata(&attribute, &value) == 0 ? value : nil
  }

  /// A number as the 64 bits it is stored in, extended by its own form; nil where the attribute is absent or is no
  /// constant.
  func bits(_ code: AttributeCode) -> UInt64? {
    guard var attribute = attribute(code) else { return nil }
    switch Int(attribute.form) {
    case DW_FORM_sdata, DW_FORM_implicit_const:
      var value: Dwarf_Sword = 0
      return dwarf_formsdata(&attribute, &value) == 0 ? UInt64(bitPattern: value) : nil
    default:
      var value: Dwarf_Word = 0
      return dwarf_formudata(&attribute, &value) == 0 ? value : nil
    }
  }

  /// The place of a member in bytes: a constant, or an expression that adds one.
  func memberLocation() throws(EntryError) -> UInt64? {
    guard var attribute = attribute(.dataMemberLocation) else { return nil }
    var value: Dwarf_Word = 0
    if dwarf_formudata(&attribute, &value) == 0 { return value }
    var operations: UnsafeMutablePointer<Dwarf_Op>?
    var count = 0
    guard dwarf_getlocation(&attribute, &operations, &count) == 0, let operations else {
      throw .corrupt("the place of the member at \(hexadecimal(offset)) cannot be read")
    }
    let first = count > 0 ? Int(operations[0].atom) : 0
    if count == 1, first == DW_OP_plus_uconst { return operations[0].number }
    if count == 2, Int(operations[1].atom) == DW_OP_plus, first == DW_OP_constu { return operations[0].number }
    throw .unsupported("the place of the member at \(hexadecimal(offset)) is computed at run time")
  }

  /// The entry that an attribute refers to; nil where the attribute is absent.
  func reference(_ code: AttributeCode) throws(EntryError) -> DebugEntry? {
    guard var attribute = attribute(code) else { return nil }
    var target = Dwarf_Die()
    guard dwarf_formref_die(&attribute, &target) != nil else {
      switch Int(attribute.form) {
      case DW_FORM_GNU_ref_alt, DW_FORM_ref_sup4, DW_FORM_ref_sup8:
        throw .elsewhere("the supplementary file (.gnu_debugaltlink) that it shares types with")
      case DW_FORM_ref_sig8:
        throw .elsewhere("the type unit of a type")
      default:
        throw .corrupt("the entry at \(hexadecimal(offset)) refers to no entry")
      }
    }
    return DebugEntry(target)
  }

  /// The file that the entry was declared in, or nil where that is unknown.
  ///
  /// `dwarf_decl_file` would do, but it aborts the process on a unit that was split from its object.
  var declarationFile: String? {
    guard let index = unsigned(.declarationFile).flatMap(Int.init(exactly:)) else { return nil }
    var entry = entry
    var unit = Dwarf_Die()
    var files: OpaquePointer?
    var count = 0
    guard dwarf_diecu(&entry, &unit, nil, nil) != nil, dwarf_getsrcfiles(&unit, &files, &count) == 0, index < count
    else { return nil }
    return dwarf_filesrc(files, index, nil, nil).map { String(cString: $0) }
  }

  /// Where the entry is declared, as "file:line", or nil where that is unknown.
  var declarationPlace: String? {
    declarationFile.map { file in unsigned(.declarationLine).map { "\(file):\($0)" } ?? file }
  }

  /// The bytes of a unit from its own entry on; nil where they do not lie in `section` of `debugInformation`.
  func bytesOfUnit(
    in debugInformation: OpaquePointer, _ section: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    var entry = entry
    let start = dwarf_dieoffset(&entry)
    // The same entry, asked for by its place: one of another section or file is another.
    var same = Dwarf_Die()
    guard dwarf_offdie(debugInformation, start, &same) != nil, same.addr == entry.addr, let address = entry.addr else {
      return nil
    }
    let own = dwarf_cuoffset(&entry)
    guard own <= start else { return nil }
    var next: Dwarf_Off = 0
    var headerSize = 0
    guard dwarf_nextcu(debugInformation, start - own, &next, &headerSize, nil, nil, nil) == 0,
      UInt64(headerSize) <= own,
      next > start, let count = Int(exactly: next - start)
    else { return nil }
    guard let first = section.baseAddress, UnsafeRawPointer(address) >= first,
      UnsafeRawPointer(address) - first <= section.count, count <= section.count - (UnsafeRawPointer(address) - first)
    else { return nil }
    return UnsafeRawBufferPointer(start: address, count: count)
  }

  /// Whether a unit's source is written in C, whatever the year.
  var isOfC: Bool {
    guard let language = unsigned(.language).flatMap(Int.init(exactly:)) else { return false }
    return [DW_LANG_C89, DW_LANG_C, DW_LANG_C99, DW_LANG_C11].contains(language)
  }

  /// The size of an address where the entry stands, in bytes.
  var addressSize: UInt64 {
    var entry = entry
    var unit = Dwarf_Die()
    var addressSize: UInt8 = 0
    guard dwarf_diecu(&entry, &unit, &addressSize, nil) != nil else { return 8 }
    return UInt64(addressSize)
  }

  // MARK: - Children

  /// Whether there are entries inside this one.
  var hasChildren: Bool {
    var entry = entry
    return dwarf_haschildren(&entry) > 0
  }

  /// The entries inside this one, in order.
  var children: Children { Children(of: entry) }

  /// Steps through the entries inside another.
  struct Children {
    private enum State {
      case before(Dwarf_Die)
      case at(Dwarf_Die)
      case done
    }
    private var state: State

    fileprivate init(of parent: Dwarf_Die) { state = .before(parent) }

    /// The next entry, or nil after the last.
    mutating func next() throws(EntryError) -> DebugEntry? {
      var found = Dwarf_Die()
      let status: Int32
      let before: UInt
      switch state {
      case .before(var parent):
        before = UInt(bitPattern: parent.addr)
        status = dwarf_child(&parent, &found)
      case .at(var previous):
        before = UInt(bitPattern: previous.addr)
        status = dwarf_siblingof(&previous, &found)
      case .done: return nil
      }
      guard status == 0 else {
        state = .done
        if status < 0 { throw .corrupt(lastLibdwError()) }
        return nil
      }
      // An entry names the place of the next one; backwards, that would be walked forever.
      guard UInt(bitPattern: found.addr) > before else {
        state = .done
        throw .corrupt("an entry is followed by one before it")
      }
      // libdw notes in the entry how it is encoded, once; every copy made from here on knows it.
      _ = dwarf_tag(&found)
      state = .at(found)
      return DebugEntry(found)
    }
  }
}

/// A number as C writes it in hexadecimal.
func hexadecimal(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

/// What libdw says went wrong last.
func lastLibdwError() -> String {
  dwarf_errmsg(-1).map { String(cString: $0) }.flatMap { $0 == "no error" ? nil : $0 } ?? "an entry cannot be read"
}

/// What an entry describes. Only the tags that matter here have names.
struct Tag: Hashable {
  let rawValue: Int32

  init(rawValue: Int32) { self.rawValue = rawValue }
  private init(_ code: Int) { rawValue = Int32(code) }

  static let array = Tag(DW_TAG_array_type)
  static let atomic = Tag(DW_TAG_atomic_type)
  static let base = Tag(DW_TAG_base_type)
  static let classType = Tag(DW_TAG_class_type)
  static let const = Tag(DW_TAG_const_type)
  static let enumeration = Tag(DW_TAG_enumeration_type)
  static let enumerator = Tag(DW_TAG_enumerator)
  static let formalParameter = Tag(DW_TAG_formal_parameter)
  static let immutable = Tag(DW_TAG_immutable_type)
  static let inlinedSubroutine = Tag(DW_TAG_inlined_subroutine)
  static let inheritance = Tag(DW_TAG_inheritance)
  static let member = Tag(DW_TAG_member)
  static let module = Tag(DW_TAG_module)
  static let namespace = Tag(DW_TAG_namespace)
  static let packed = Tag(DW_TAG_packed_type)
  static let pointer = Tag(DW_TAG_pointer_type)
  static let pointerToMember = Tag(DW_TAG_ptr_to_member_type)
  static let reference = Tag(DW_TAG_reference_type)
  static let restrict = Tag(DW_TAG_restrict_type)
  static let rvalueReference = Tag(DW_TAG_rvalue_reference_type)
  static let shared = Tag(DW_TAG_shared_type)
  static let structure = Tag(DW_TAG_structure_type)
  static let subrange = Tag(DW_TAG_subrange_type)
  static let subprogram = Tag(DW_TAG_subprogram)
  static let subroutine = Tag(DW_TAG_subroutine_type)
  static let typedef = Tag(DW_TAG_typedef)
  static let union = Tag(DW_TAG_union_type)
  static let unspecified = Tag(DW_TAG_unspecified_type)
  static let unspecifiedParameters = Tag(DW_TAG_unspecified_parameters)
  static let variant = Tag(DW_TAG_variant)
  static let variantPart = Tag(DW_TAG_variant_part)
  static let volatile = Tag(DW_TAG_volatile_type)

  /// Whether this is a structure, class or union.
  var isRecord: Bool { self == .structure || self == .union || self == .classType }

  /// Whether the entry is a type that says something about another without naming it.
  var isQualifier: Bool {
    switch self {
    case .const, .volatile, .restrict, .atomic, .immutable, .packed, .shared: true
    default: false
    }
  }
}

/// An attribute of an entry. Only those that matter here have names.
struct AttributeCode {
  let rawValue: UInt32

  private init(_ code: Int) { rawValue = UInt32(code) }

  static let alignment = AttributeCode(DW_AT_alignment)
  static let artificial = AttributeCode(DW_AT_artificial)
  static let bitOffset = AttributeCode(DW_AT_bit_offset)
  static let bitSize = AttributeCode(DW_AT_bit_size)
  static let byteSize = AttributeCode(DW_AT_byte_size)
  static let callingConvention = AttributeCode(DW_AT_calling_convention)
  static let constantValue = AttributeCode(DW_AT_const_value)
  static let count = AttributeCode(DW_AT_count)
  static let dataBitOffset = AttributeCode(DW_AT_data_bit_offset)
  static let dataMemberLocation = AttributeCode(DW_AT_data_member_location)
  static let declarationLine = AttributeCode(DW_AT_decl_line)
  static let declaration = AttributeCode(DW_AT_declaration)
  static let declarationFile = AttributeCode(DW_AT_decl_file)
  static let defaulted = AttributeCode(DW_AT_defaulted)
  static let deleted = AttributeCode(DW_AT_deleted)
  static let dwoName = AttributeCode(DW_AT_dwo_name)
  static let encoding = AttributeCode(DW_AT_encoding)
  static let external = AttributeCode(DW_AT_external)
  static let gnuDwoName = AttributeCode(DW_AT_GNU_dwo_name)
  static let gnuVector = AttributeCode(DW_AT_GNU_vector)
  static let language = AttributeCode(DW_AT_language)
  static let lowerBound = AttributeCode(DW_AT_lower_bound)
  static let name = AttributeCode(DW_AT_name)
  static let signature = AttributeCode(DW_AT_signature)
  static let type = AttributeCode(DW_AT_type)
  static let upperBound = AttributeCode(DW_AT_upper_bound)
  static let virtuality = AttributeCode(DW_AT_virtuality)
}
