// The numbers of DWARF 5 that are written here, by the names that the standard gives them.

/// DWARF's numbers, grouped as the standard groups them.
enum Dwarf {
  /// What an entry is.
  enum Tag {
    static let arrayType: UInt8 = 0x01
    static let formalParameter: UInt8 = 0x05
    static let member: UInt8 = 0x0D
    static let pointerType: UInt8 = 0x0F
    static let compileUnit: UInt8 = 0x11
    static let structureType: UInt8 = 0x13
    static let subrangeType: UInt8 = 0x21
    static let baseType: UInt8 = 0x24
    static let subprogram: UInt8 = 0x2E
  }

  /// What an entry says. All that are used here fit into one byte of LEB128 or are written as two.
  enum Attribute {
    static let location: UInt64 = 0x02
    static let name: UInt64 = 0x03
    static let byteSize: UInt64 = 0x0B
    static let statementList: UInt64 = 0x10
    static let lowAddress: UInt64 = 0x11
    static let highAddress: UInt64 = 0x12
    static let language: UInt64 = 0x13
    static let directory: UInt64 = 0x1B
    static let producer: UInt64 = 0x25
    static let count: UInt64 = 0x37
    static let memberLocation: UInt64 = 0x38
    static let declarationFile: UInt64 = 0x3A
    static let declarationLine: UInt64 = 0x3B
    static let encoding: UInt64 = 0x3E
    static let external: UInt64 = 0x3F
    static let frameBase: UInt64 = 0x40
    static let type: UInt64 = 0x49
    static let ranges: UInt64 = 0x55
  }

  /// How a value is written.
  enum Form {
    static let address: UInt64 = 0x01
    static let data2: UInt64 = 0x05
    static let string: UInt64 = 0x08
    static let data1: UInt64 = 0x0B
    static let unsigned: UInt64 = 0x0F
    static let reference4: UInt64 = 0x13
    static let referenceUnsigned: UInt64 = 0x15
    static let sectionOffset: UInt64 = 0x17
    static let expression: UInt64 = 0x18
    static let present: UInt64 = 0x19
  }

  /// How a base type is encoded.
  enum Encoding {
    static let boolean: UInt8 = 0x02
    static let float: UInt8 = 0x04
    static let signed: UInt8 = 0x05
    static let unsigned: UInt8 = 0x07
  }

  /// Operations of location expressions.
  enum Operation {
    static let signedConstant: UInt8 = 0x11
    static let and: UInt8 = 0x1A
    static let register: UInt8 = 0x50
    static let registerOffset: UInt8 = 0x70
    static let registerNumber: UInt8 = 0x90
    static let frameOffset: UInt8 = 0x91
    static let registerNumberOffset: UInt8 = 0x92
    static let callFrameAddress: UInt8 = 0x9C
    /// Registers with lower numbers have operations of their own.
    static let shortRegisters: UInt8 = 32
  }

  /// Entries of lists of locations and of ranges.
  enum ListEntry {
    static let end: UInt8 = 0
    static let locationOffsets: UInt8 = 4
    static let locationBase: UInt8 = 6
    static let rangeStartLength: UInt8 = 7
  }

  /// Instructions of line programs.
  enum Line {
    static let extended: UInt8 = 0
    static let copy: UInt8 = 1
    static let advanceAddress: UInt8 = 2
    static let advanceLine: UInt8 = 3
    static let setFile: UInt8 = 4
    static let setColumn: UInt8 = 5
    static let negateStatement: UInt8 = 6
    static let addConstant: UInt8 = 8
    static let setPrologueEnd: UInt8 = 10
    static let endSequence: UInt8 = 1
    static let setAddress: UInt8 = 2
    /// What a directory or file is described by.
    static let path: UInt64 = 1
    static let directoryIndex: UInt64 = 2
  }

  /// Instructions of call frame information.
  enum Frame {
    static let advance: UInt8 = 0x40
    static let offset: UInt8 = 0x80
    static let restore: UInt8 = 0xC0
    static let advance1: UInt8 = 0x02
    static let advance2: UInt8 = 0x03
    static let advance4: UInt8 = 0x04
    static let offsetExtended: UInt8 = 0x05
    static let restoreExtended: UInt8 = 0x06
    static let undefined: UInt8 = 0x07
    static let sameValue: UInt8 = 0x08
    static let register: UInt8 = 0x09
    static let rememberState: UInt8 = 0x0A
    static let restoreState: UInt8 = 0x0B
    static let defineAddress: UInt8 = 0x0C
    static let defineRegister: UInt8 = 0x0D
    static let defineOffset: UInt8 = 0x0E
    static let defineAddressExpression: UInt8 = 0x0F
    static let expression: UInt8 = 0x10
    static let valueOffsetSigned: UInt8 = 0x15
    /// How `.eh_frame` writes addresses: as distances from themselves, in four bytes with a sign.
    static let distance32: UInt8 = 0x1B
    /// Registers with lower numbers fit into the instruction's own byte.
    static let shortRegisters: UInt8 = 64
  }

  /// Operations of expressions.
  enum Expression {
    /// The content of a register, whose number is added, and a number behind it.
    static let baseRegister: UInt8 = 0x70
    /// How many registers have an operation of their own.
    static let registers: UInt8 = 32
    static let dereference: UInt8 = 0x06
    /// Adds the number behind it.
    static let plus: UInt8 = 0x23
  }
}
