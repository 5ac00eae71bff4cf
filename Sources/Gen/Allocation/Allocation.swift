// What register allocation gives beside the operands' locations: the order of emission with the moves that it needs.

public import IR

/// A move that register allocation puts between instructions.
@frozen public struct MachineMove: Hashable, Sendable {
  /// What is moved.
  @frozen public enum Kind: UInt8, Sendable, Hashable {
    /// From a location to another.
    case copy
    /// Two registers exchange what they hold.
    case exchange
    /// The immediate of the edge argument of this number.
    case immediate
    /// What the instruction of this number gives, by repeating it.
    case `repeat`
  }

  /// What is moved.
  public var kind: Kind
  /// The bank of the value.
  public var bank: RegisterBank
  /// Where it is moved to.
  public var destination: Location
  /// A location, or the number of an argument or an instruction.
  public var source: UInt32

  /// A move.
  @inlinable public init(_ kind: Kind, _ bank: RegisterBank, to destination: Location, from source: UInt32) {
    self.kind = kind
    self.bank = bank
    self.destination = destination
    self.source = source
  }

  /// A move from a location.
  @inlinable public init(_ bank: RegisterBank, to destination: Location, from source: Location) {
    self.init(.copy, bank, to: destination, from: source.rawValue)
  }
}

/// What register allocation made of a function, whose operands hold locations now.
public struct Allocation: ~Copyable, Sendable {
  /// What is emitted, block by block: an instruction's number, or a move's with the highest bit set.
  public var order = WorkArray<UInt32>()
  /// Where each block begins in `order`; one more than there are blocks.
  public var blockStarts = WorkArray<UInt32>()
  /// All moves: those of `order`, and those of the edges.
  public var moves = WorkArray<MachineMove>()
  /// Where the moves of each edge begin; they end where those of the next edge begin.
  public var edgeMoveStarts = WorkArray<UInt32>()
  /// Where each block parameter is at the block's begin, as its function lists them; `nowhere` for those nobody reads.
  public var parameterLocations = WorkArray<Location>()
  /// The slot of each virtual register, plus one: where it has one, it is stored there as soon as it is defined.
  public var slots = WorkArray<UInt32>()
  /// Where each slot lies: several slots may share a place.
  public var slotPlaces = WorkArray<UInt32>()
  /// How many places for slots the frame has, of 8 bytes each.
  public var slotCount = 0
  /// The registers that the function must give back as it found them, among those it uses.
  public var savedRegisters = RegisterSet()

  /// No place at all.
  public static let nowhere = Location(rawValue: 0x7FFF_FFFF)
  /// The bit that tells a move from an instruction in `order`.
  public static let moveBit: UInt32 = 0x8000_0000

  /// Nothing.
  public init() {}

  /// Another allocation that is the same.
  borrowing func copy() -> Allocation {
    var other = Allocation()
    other.order = order.copy()
    other.blockStarts = blockStarts.copy()
    other.moves = moves.copy()
    other.edgeMoveStarts = edgeMoveStarts.copy()
    other.parameterLocations = parameterLocations.copy()
    other.slots = slots.copy()
    other.slotPlaces = slotPlaces.copy()
    other.slotCount = slotCount
    other.savedRegisters = savedRegisters
    return other
  }

  /// Forgets all, but keeps the memory for the next function.
  mutating func reset() {
    order.removeAll()
    blockStarts.removeAll()
    moves.removeAll()
    edgeMoveStarts.removeAll()
    parameterLocations.removeAll()
    slots.removeAll()
    slotPlaces.removeAll()
    slotCount = 0
    savedRegisters = RegisterSet()
  }
}
