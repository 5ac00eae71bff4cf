// Names that need no declaration: what gcc itself knows, and the fixed-width and size types of the kernel's and libc's
// headers, so that a record can be pasted without them. A text that declares one itself is right.

/// The type names and constants that a text may use without declaring them.
enum PredeclaredNames {
  /// One name and the type that it stands for.
  private static let scalars: [(Scalar, StaticString)] = [
    // gcc's own.
    (.int128, "__int128_t"), (.unsignedInt128, "__uint128_t"),
    // C23's.
    (.bool, "bool"), (.unsignedChar, "char8_t"), (.unsignedShort, "char16_t"), (.unsignedInt, "char32_t"),
    // The kernel's UAPI headers.
    (.unsignedChar, "__u8"), (.unsignedShort, "__u16"), (.unsignedInt, "__u32"), (.unsignedLongLong, "__u64"),
    (.signedChar, "__s8"), (.short, "__s16"), (.int, "__s32"), (.longLong, "__s64"),
    (.unsignedShort, "__le16"), (.unsignedInt, "__le32"), (.unsignedLongLong, "__le64"),
    (.unsignedShort, "__be16"), (.unsignedInt, "__be32"), (.unsignedLongLong, "__be64"),
    (.unsignedShort, "__sum16"), (.unsignedInt, "__wsum"), (.unsignedInt, "__poll_t"),
    (.long, "__kernel_long_t"), (.unsignedLong, "__kernel_ulong_t"), (.unsignedLong, "__kernel_size_t"),
    (.long, "__kernel_ssize_t"), (.long, "__kernel_off_t"), (.longLong, "__kernel_loff_t"),
    (.longLong, "__kernel_time64_t"), (.int, "__kernel_pid_t"), (.unsignedInt, "__kernel_uid32_t"),
    (.unsignedInt, "__kernel_gid32_t"), (.unsignedShort, "__kernel_sa_family_t"), (.int, "__kernel_rwf_t"),
    // The kernel's own sources.
    (.unsignedChar, "u8"), (.unsignedShort, "u16"), (.unsignedInt, "u32"), (.unsignedLongLong, "u64"),
    (.signedChar, "s8"), (.short, "s16"), (.int, "s32"), (.longLong, "s64"),
    (.unsignedShort, "umode_t"), (.unsignedLongLong, "sector_t"), (.unsignedInt, "gfp_t"),
    // <stdint.h>, <stddef.h>.
    (.unsignedChar, "uint8_t"), (.unsignedShort, "uint16_t"), (.unsignedInt, "uint32_t"), (.unsignedLong, "uint64_t"),
    (.signedChar, "int8_t"), (.short, "int16_t"), (.int, "int32_t"), (.long, "int64_t"),
    (.unsignedLong, "uintptr_t"), (.long, "intptr_t"), (.unsignedLong, "uintmax_t"), (.long, "intmax_t"),
    (.unsignedLong, "size_t"), (.long, "ptrdiff_t"),
    // <sys/types.h>, <sys/socket.h>, <netinet/in.h>: those that mean the same to the kernel and to libc.
    (.long, "ssize_t"), (.long, "off_t"), (.long, "off64_t"), (.long, "loff_t"), (.long, "time_t"), (.long, "clock_t"),
    (.long, "suseconds_t"), (.int, "pid_t"), (.unsignedInt, "uid_t"), (.unsignedInt, "gid_t"),
    (.unsignedInt, "mode_t"), (.unsignedInt, "id_t"), (.int, "key_t"), (.int, "clockid_t"), (.unsignedInt, "socklen_t"),
    (.unsignedShort, "sa_family_t"), (.unsignedShort, "in_port_t"), (.unsignedInt, "in_addr_t"),
    (.unsignedChar, "u_int8_t"), (.unsignedShort, "u_int16_t"), (.unsignedInt, "u_int32_t"),
    (.unsignedLong, "u_int64_t"), (.unsignedChar, "u_char"), (.unsignedShort, "u_short"), (.unsignedInt, "u_int"),
    (.unsignedLong, "u_long"), (.unsignedShort, "ushort"), (.unsignedInt, "uint"), (.unsignedLong, "ulong"),
  ]

  /// Types that bring their alignment with them: macros of the kernel's headers.
  private static let aligned: [(Scalar, StaticString)] = [
    (.unsignedLongLong, "__aligned_u64"), (.longLong, "__aligned_s64"), (.unsignedLongLong, "__aligned_be64"),
    (.unsignedLongLong, "__aligned_le64"),
  ]

  /// Constants.
  private static let constants: [(UInt128, StaticString)] = [(0, "false"), (1, "true"), (0, "NULL"), (0, "nullptr")]

  /// The type names, in alphabetical order.
  static let typeNames: [String] = ((scalars + aligned).map { "\($1)" } + ["__builtin_va_list", "wchar_t"]).sorted()

  /// What `wchar_t` is.
  static func wideCharacter(on target: Target) -> Scalar { target == .aarch64 ? .unsignedInt : .int }

  /// All names with their numbers.
  struct Numbered {
    fileprivate(set) var scalars: [(scalar: Scalar, name: UInt32)] = []
    fileprivate(set) var aligned: [(scalar: Scalar, name: UInt32)] = []
    fileprivate(set) var constants: [(value: UInt128, name: UInt32)] = []
    fileprivate(set) var wideCharacter: UInt32 = 0
    fileprivate(set) var argumentList: UInt32 = 0
    fileprivate(set) var argumentListTag: UInt32 = 0
    /// The members of the argument list's record on x86_64 and on aarch64.
    fileprivate(set) var argumentListMembers: [[(scalar: Scalar?, name: UInt32)]] = []
  }

  /// Numbers all names.
  static func numbered(in names: inout NameTable) -> Numbered {
    func number(_ name: StaticString) -> UInt32 { name.withUTF8Buffer { names.number(of: Array($0)[...]) } }
    var numbered = Numbered()
    numbered.scalars = scalars.map { ($0, number($1)) }
    numbered.aligned = aligned.map { ($0, number($1)) }
    numbered.constants = constants.map { ($0, number($1)) }
    numbered.wideCharacter = number("wchar_t")
    numbered.argumentList = number("__builtin_va_list")
    numbered.argumentListTag = number("__va_list_tag")
    numbered.argumentListMembers = [
      [
        (.unsignedInt, number("gp_offset")), (.unsignedInt, number("fp_offset")),
        (nil, number("overflow_arg_area")), (nil, number("reg_save_area")),
      ],
      [
        (nil, number("__stack")), (nil, number("__gr_top")), (nil, number("__vr_top")), (.int, number("__gr_offs")),
        (.int, number("__vr_offs")),
      ],
    ]
    return numbered
  }
}

extension DeclarationParser {
  /// Gives the predeclared names their meaning.
  mutating func declare(_ predeclared: PredeclaredNames.Numbered) {
    for (scalar, name) in predeclared.scalars { declare(name, as: types.scalar(scalar), alignment: nil) }
    for (scalar, name) in predeclared.aligned { declare(name, as: types.scalar(scalar), alignment: 8) }
    for (value, name) in predeclared.constants {
      symbols[Int(name)] = .constant(Operand(type: types.scalar(.int), value: value), place: nil)
    }
    let wide = PredeclaredNames.wideCharacter(on: target)
    declare(predeclared.wideCharacter, as: types.scalar(wide), alignment: nil)
    declare(predeclared.argumentList, as: argumentList(predeclared), alignment: nil)
  }

  private mutating func declare(_ name: UInt32, as type: TypeIndex, alignment: UInt64?) {
    guard let alias = types.add(.alias(name: name, of: type, alignment: alignment)) else { return }
    symbols[Int(name)] = .typeName(alias, place: nil)
  }

  /// `va_list`: a record on aarch64, an array of one on x86_64, a pointer on riscv64.
  private mutating func argumentList(_ predeclared: PredeclaredNames.Numbered) -> TypeIndex {
    guard let pointer = types.add(.pointer(TypeTable.void)) else { return TypeTable.invalid }
    let members: [(scalar: Scalar?, name: UInt32)]
    switch target {
    case .riscv64: return pointer
    case .x86_64: members = predeclared.argumentListMembers[0]
    case .aarch64: members = predeclared.argumentListMembers[1]
    }
    let declaration = RecordDeclaration(
      .structure, tag: names[predeclared.argumentListTag],
      members: members.map { scalar, name in
        MemberDeclaration(names[name], scalar.map { .scalar($0) } ?? .pointer(spelling: "void *"))
      })
    var entry = RecordEntry(kind: .structure, tag: predeclared.argumentListTag, range: 0..<0, definition: 0..<0)
    entry.layout = try? engine.layout(of: declaration)
    entry.declaration = declaration
    entry.members = members.enumerated().map { index, member in
      RecordMember(
        name: member.name, type: member.scalar.map { types.scalar($0) } ?? pointer, range: 0..<0, isBitfield: false,
        fieldIndex: index)
    }
    types.records.append(entry)
    guard let record = types.add(.record(types.records.count - 1)) else { return TypeTable.invalid }
    return target == .x86_64 ? types.add(.array(record, count: 1)) ?? TypeTable.invalid : record
  }
}
