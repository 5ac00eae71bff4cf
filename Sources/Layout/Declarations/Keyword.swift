// The words that mean something in a declaration, with all the ways in which gcc lets them be spelled.

/// A word with a meaning of its own.
enum Keyword: UInt8, CaseIterable, Sendable {
  // Storage and function specifiers.
  case typedef, storage, attribute, alignas, assembler, staticAssert, `extension`
  // Qualifiers.
  case qualifier, atomic
  // Types.
  case void, char, short, int, long, float, double, signed, unsigned, bool, complex, imaginary
  case int128, float16, bfloat16, float32, float64, float32x, float64x, float128, decimal
  case structure, union, enumeration, typeof, autoType
  // Expressions.
  case sizeof, alignof, offsetof, typesCompatible, chooseExpression, isConstant, generic
  // The kernel's macros, for those who paste its sources.
  case packedMacro, alignedMacro, annotation, annotationWithArgument

  /// How the word can be spelled.
  var spellings: [StaticString] {
    switch self {
    case .typedef: ["typedef"]
    case .storage:
      [
        "extern", "static", "register", "auto", "inline", "__inline", "__inline__", "_Noreturn", "_Thread_local",
        "__thread", "thread_local", "constexpr",
      ]
    case .attribute: ["__attribute__", "__attribute"]
    case .alignas: ["_Alignas", "alignas"]
    case .assembler: ["asm", "__asm", "__asm__"]
    case .staticAssert: ["_Static_assert", "static_assert"]
    case .extension: ["__extension__"]
    case .qualifier:
      [
        "const", "__const", "__const__", "volatile", "__volatile", "__volatile__", "restrict", "__restrict",
        "__restrict__",
      ]
    case .atomic: ["_Atomic"]
    case .void: ["void"]
    case .char: ["char"]
    case .short: ["short"]
    case .int: ["int"]
    case .long: ["long"]
    case .float: ["float"]
    case .double: ["double"]
    case .signed: ["signed", "__signed", "__signed__"]
    case .unsigned: ["unsigned"]
    case .bool: ["_Bool"]
    case .complex: ["_Complex", "__complex__", "__complex"]
    case .imaginary: ["_Imaginary"]
    case .int128: ["__int128"]
    case .float16: ["_Float16"]
    case .bfloat16: ["__bf16"]
    case .float32: ["_Float32"]
    case .float64: ["_Float64"]
    case .float32x: ["_Float32x"]
    case .float64x: ["_Float64x"]
    case .float128: ["_Float128", "__float128"]
    case .decimal: ["_Decimal32", "_Decimal64", "_Decimal128"]
    case .structure: ["struct"]
    case .union: ["union"]
    case .enumeration: ["enum"]
    case .typeof: ["typeof", "__typeof", "__typeof__", "typeof_unqual"]
    case .autoType: ["__auto_type"]
    case .sizeof: ["sizeof"]
    case .alignof: ["_Alignof", "alignof", "__alignof", "__alignof__"]
    case .offsetof: ["__builtin_offsetof", "offsetof"]
    case .typesCompatible: ["__builtin_types_compatible_p"]
    case .chooseExpression: ["__builtin_choose_expr"]
    case .isConstant: ["__builtin_constant_p"]
    case .generic: ["_Generic"]
    case .packedMacro: ["__packed"]
    case .alignedMacro: ["__aligned"]
    case .annotation: ["__user", "__iomem", "__rcu", "__percpu", "__force", "__bitwise", "__nonstring"]
    case .annotationWithArgument: ["__counted_by", "__counted_by_le", "__counted_by_be", "__guarded_by"]
    }
  }
}
