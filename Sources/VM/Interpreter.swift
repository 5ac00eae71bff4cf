// The loop that takes steps. It exists twice: the fast one for one thread without a trace, and the careful one, which
// looks at every step before it is taken.

internal import IR

extension Machine {
  /// Takes steps until the run ends or every step must be looked at.
  @inline(never)
  func runFast() { loop(carefully: false) }

  /// Takes steps until the run ends or they need no looking at any more.
  @inline(never)
  func runCarefully() { loop(carefully: true) }

  @inline(__always)
  private func loop(carefully: Bool) {
    let state = self.state
    let functions = self.functions
    let arena = memory.arena
    var r = state.pointee.frame
    var next = state.pointee.step
    var fuel = state.pointee.fuel

    while true {
      if carefully {
        state.pointee.frame = r
        state.pointee.step = next
        if !look() { return }
        r = state.pointee.frame
        next = state.pointee.step
      }
      let step = next
      next += 1
      switch step.operation {
      case .move: r[Int(step.a)] = r[Int(step.b)]
      case .constant: r[Int(step.a)] = step.constant
      case .moveIf: if r[Int(step.b)] & 1 != 0 { r[Int(step.a)] = r[Int(step.c)] }
      case .jumpMove:
        r[Int(step.a)] = r[Int(step.b)]
        next += step.distance

      case .add64: r[Int(step.a)] = r[Int(step.b)] &+ r[Int(step.c)]
      case .subtract64: r[Int(step.a)] = r[Int(step.b)] &- r[Int(step.c)]
      case .multiply64: r[Int(step.a)] = r[Int(step.b)] &* r[Int(step.c)]
      case .shiftLeft64: r[Int(step.a)] = r[Int(step.b)] &<< r[Int(step.c)]
      case .shiftRightSigned64:
        r[Int(step.a)] = UInt64(
          bitPattern: Int64(bitPattern: r[Int(step.b)]) &>> Int64(bitPattern: r[Int(step.c)]))
      case .shiftRightUnsigned64: r[Int(step.a)] = r[Int(step.b)] &>> r[Int(step.c)]
      case .add32: r[Int(step.a)] = (r[Int(step.b)] &+ r[Int(step.c)]) & 0xFFFF_FFFF
      case .subtract32: r[Int(step.a)] = (r[Int(step.b)] &- r[Int(step.c)]) & 0xFFFF_FFFF
      case .multiply32: r[Int(step.a)] = (r[Int(step.b)] &* r[Int(step.c)]) & 0xFFFF_FFFF
      case .shiftLeft32: r[Int(step.a)] = (r[Int(step.b)] &<< (r[Int(step.c)] & 31)) & 0xFFFF_FFFF
      case .shiftRightSigned32:
        r[Int(step.a)] = UInt64(
          UInt32(bitPattern: Int32(truncatingIfNeeded: r[Int(step.b)]) &>> Int32(truncatingIfNeeded: r[Int(step.c)])))
      case .shiftRightUnsigned32: r[Int(step.a)] = r[Int(step.b)] &>> (r[Int(step.c)] & 31)
      case .and: r[Int(step.a)] = r[Int(step.b)] & r[Int(step.c)]
      case .or: r[Int(step.a)] = r[Int(step.b)] | r[Int(step.c)]
      case .xor: r[Int(step.a)] = r[Int(step.b)] ^ r[Int(step.c)]

      case .addNumber64: r[Int(step.a)] = r[Int(step.b)] &+ UInt64(bitPattern: step.number)
      case .multiplyNumber64: r[Int(step.a)] = r[Int(step.b)] &* UInt64(bitPattern: step.number)
      case .shiftLeftNumber64: r[Int(step.a)] = r[Int(step.b)] &<< UInt64(step.c)
      case .shiftRightSignedNumber64:
        r[Int(step.a)] = UInt64(bitPattern: Int64(bitPattern: r[Int(step.b)]) &>> Int64(step.c))
      case .addNumber32: r[Int(step.a)] = (r[Int(step.b)] &+ UInt64(step.c)) & 0xFFFF_FFFF
      case .multiplyNumber32: r[Int(step.a)] = (r[Int(step.b)] &* UInt64(step.c)) & 0xFFFF_FFFF
      case .shiftLeftNumber32: r[Int(step.a)] = (r[Int(step.b)] &<< UInt64(step.c)) & 0xFFFF_FFFF
      case .shiftRightSignedNumber32:
        r[Int(step.a)] = UInt64(
          UInt32(bitPattern: Int32(truncatingIfNeeded: r[Int(step.b)]) &>> Int32(bitPattern: step.c)))
      case .shiftRightUnsignedNumber: r[Int(step.a)] = r[Int(step.b)] &>> UInt64(step.c)
      case .andNumber: r[Int(step.a)] = r[Int(step.b)] & UInt64(bitPattern: step.number)
      case .orNumber: r[Int(step.a)] = r[Int(step.b)] | UInt64(bitPattern: step.number)
      case .xorNumber: r[Int(step.a)] = r[Int(step.b)] ^ UInt64(bitPattern: step.number)

      case .equal: r[Int(step.a)] = r[Int(step.b)] == r[Int(step.c)] ? 1 : 0
      case .notEqual: r[Int(step.a)] = r[Int(step.b)] != r[Int(step.c)] ? 1 : 0
      case .lessSigned64: r[Int(step.a)] = signed(r, step.b) < signed(r, step.c) ? 1 : 0
      case .lessEqualSigned64: r[Int(step.a)] = signed(r, step.b) <= signed(r, step.c) ? 1 : 0
      case .lessSigned32: r[Int(step.a)] = signed32(r, step.b) < signed32(r, step.c) ? 1 : 0
      case .lessEqualSigned32: r[Int(step.a)] = signed32(r, step.b) <= signed32(r, step.c) ? 1 : 0
      case .lessUnsigned: r[Int(step.a)] = r[Int(step.b)] < r[Int(step.c)] ? 1 : 0
      case .lessEqualUnsigned: r[Int(step.a)] = r[Int(step.b)] <= r[Int(step.c)] ? 1 : 0
      case .equalNumber: r[Int(step.a)] = r[Int(step.b)] == UInt64(bitPattern: step.number) ? 1 : 0
      case .notEqualNumber: r[Int(step.a)] = r[Int(step.b)] != UInt64(bitPattern: step.number) ? 1 : 0
      case .lessNumber64: r[Int(step.a)] = signed(r, step.b) < step.number ? 1 : 0
      case .lessEqualNumber64: r[Int(step.a)] = signed(r, step.b) <= step.number ? 1 : 0
      case .greaterNumber64: r[Int(step.a)] = signed(r, step.b) > step.number ? 1 : 0
      case .greaterEqualNumber64: r[Int(step.a)] = signed(r, step.b) >= step.number ? 1 : 0
      case .lessNumber32: r[Int(step.a)] = signed32(r, step.b) < Int32(bitPattern: step.c) ? 1 : 0
      case .lessEqualNumber32: r[Int(step.a)] = signed32(r, step.b) <= Int32(bitPattern: step.c) ? 1 : 0
      case .greaterNumber32: r[Int(step.a)] = signed32(r, step.b) > Int32(bitPattern: step.c) ? 1 : 0
      case .greaterEqualNumber32: r[Int(step.a)] = signed32(r, step.b) >= Int32(bitPattern: step.c) ? 1 : 0

      case .low8: r[Int(step.a)] = r[Int(step.b)] & 0xFF
      case .low16: r[Int(step.a)] = r[Int(step.b)] & 0xFFFF
      case .low32: r[Int(step.a)] = r[Int(step.b)] & 0xFFFF_FFFF
      case .signed8: r[Int(step.a)] = UInt64(bitPattern: Int64(Int8(truncatingIfNeeded: r[Int(step.b)])))
      case .signed16: r[Int(step.a)] = UInt64(bitPattern: Int64(Int16(truncatingIfNeeded: r[Int(step.b)])))
      case .signed32: r[Int(step.a)] = UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: r[Int(step.b)])))

      case .addDouble: r[Int(step.a)] = (real(r, step.b) + real(r, step.c)).bitPattern
      case .subtractDouble: r[Int(step.a)] = (real(r, step.b) - real(r, step.c)).bitPattern
      case .multiplyDouble: r[Int(step.a)] = (real(r, step.b) * real(r, step.c)).bitPattern
      case .divideDouble: r[Int(step.a)] = (real(r, step.b) / real(r, step.c)).bitPattern
      case .lessDouble: r[Int(step.a)] = real(r, step.b) < real(r, step.c) ? 1 : 0
      case .lessEqualDouble: r[Int(step.a)] = real(r, step.b) <= real(r, step.c) ? 1 : 0

      case .load8:
        let address = address(r, step)
        guard load(UInt8.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .loadBool:
        let address = address(r, step)
        guard load(UInt8.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
        r[Int(step.a)] &= 1
      case .loadSigned8:
        let address = address(r, step)
        guard loadSigned(Int8.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .load16:
        let address = address(r, step)
        guard load(UInt16.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .loadSigned16:
        let address = address(r, step)
        guard loadSigned(Int16.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .load32:
        let address = address(r, step)
        guard load(UInt32.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .loadSigned32:
        let address = address(r, step)
        guard loadSigned(Int32.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .load64:
        let address = address(r, step)
        guard load(UInt64.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .store8:
        let address = address(r, step)
        guard store(UInt8.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .store16:
        let address = address(r, step)
        guard store(UInt16.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .store32:
        let address = address(r, step)
        guard store(UInt32.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .store64:
        let address = address(r, step)
        guard store(UInt64.self, address, step, r, arena) else { return stopAt(address, step, r, next) }
      case .elementLoad32:
        let access = next
        next += 1
        let address = element(r, step, r[Int(step.b)], access)
        guard load(UInt32.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantElementLoad32:
        let access = next + 1
        next += 2
        let address = element(r, access - 1, step.constant, access)
        guard load(UInt32.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .elementStore32:
        let access = next
        next += 1
        let address = element(r, step, r[Int(step.b)], access)
        guard store(UInt32.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantElementStore32:
        let access = next + 1
        next += 2
        let address = element(r, access - 1, step.constant, access)
        guard store(UInt32.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .elementLoad64:
        let access = next
        next += 1
        let address = element(r, step, r[Int(step.b)], access)
        guard load(UInt64.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantElementLoad64:
        let access = next + 1
        next += 2
        let address = element(r, access - 1, step.constant, access)
        guard load(UInt64.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .elementStore64:
        let access = next
        next += 1
        let address = element(r, step, r[Int(step.b)], access)
        guard store(UInt64.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantElementStore64:
        let access = next + 1
        next += 2
        let address = element(r, access - 1, step.constant, access)
        guard store(UInt64.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .addLoad8:
        let access = next
        next += 1
        let address = sum(r, step, r[Int(step.b)], access)
        guard load(UInt8.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantAddLoad8:
        let access = next + 1
        next += 2
        let address = sum(r, access - 1, step.constant, access)
        guard load(UInt8.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .addStore8:
        let access = next
        next += 1
        let address = sum(r, step, r[Int(step.b)], access)
        guard store(UInt8.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .constantAddStore8:
        let access = next + 1
        next += 2
        let address = sum(r, access - 1, step.constant, access)
        guard store(UInt8.self, address, access, r, arena) else { return stopAt(address, access, r, next) }
      case .element: r[Int(step.a)] = r[Int(step.b)] &+ r[Int(step.c)] &* UInt64(step.small)
      case .slot: r[Int(step.a)] = r[Int(step.b)] &+ (UInt64(step.small) &<< Memory.addressBits | UInt64(step.c))

      case .jump:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        next += step.distance
      case .branchTrue:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] & 1 != 0 { next += step.distance }
      case .branchFalse:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] & 1 == 0 { next += step.distance }
      case .branchEqual:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] == r[Int(step.b)] { next += step.distance }
      case .branchNotEqual:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] != r[Int(step.b)] { next += step.distance }
      case .branchLessSigned64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) < signed(r, step.b) { next += step.distance }
      case .branchLessEqualSigned64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) <= signed(r, step.b) { next += step.distance }
      case .branchLessSigned32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) < signed32(r, step.b) { next += step.distance }
      case .branchLessEqualSigned32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) <= signed32(r, step.b) { next += step.distance }
      case .branchLessUnsigned:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] < r[Int(step.b)] { next += step.distance }
      case .branchLessEqualUnsigned:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] <= r[Int(step.b)] { next += step.distance }
      case .branchEqualNumber:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] == UInt64(bitPattern: step.compared) { next += step.distance }
      case .branchNotEqualNumber:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if r[Int(step.a)] != UInt64(bitPattern: step.compared) { next += step.distance }
      case .branchLessNumber64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) < step.compared { next += step.distance }
      case .branchLessEqualNumber64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) <= step.compared { next += step.distance }
      case .branchGreaterNumber64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) > step.compared { next += step.distance }
      case .branchGreaterEqualNumber64:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed(r, step.a) >= step.compared { next += step.distance }
      case .branchLessNumber32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) < Int32(bitPattern: step.b) { next += step.distance }
      case .branchLessEqualNumber32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) <= Int32(bitPattern: step.b) { next += step.distance }
      case .branchGreaterNumber32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) > Int32(bitPattern: step.b) { next += step.distance }
      case .branchGreaterEqualNumber32:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        if signed32(r, step.a) >= Int32(bitPattern: step.b) { next += step.distance }
      case .switch:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        next += functions[Int(r[-4])].tables[Int(step.b)].distance(for: r[Int(step.a)])

      case .call:
        let callee = functions + Int(step.b)
        var base = r + Int(step.c)
        if base + callee.pointee.frameSize > state.pointee.limit {
          state.pointee.frame = r
          state.pointee.step = next
          guard grow(words: Int(step.c) + callee.pointee.frameSize) else { return }
          r = state.pointee.frame
          base = r + Int(step.c)
        }
        base[-4] = UInt64(step.b)
        base[-3] = UInt64(step.c)
        base[-2] = UInt64(UInt(bitPattern: next))
        base[-1] = state.pointee.top
        r = base
        next = callee.pointee.start
      case .return0:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        guard let back = UnsafePointer<Step>(bitPattern: UInt(r[-2])) else { return stop(r, next, .malformed) }
        r -= Int(r[-3])
        next = back
      case .return1:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        let value = r[Int(step.b)]
        guard let back = UnsafePointer<Step>(bitPattern: UInt(r[-2])) else { return stop(r, next, .malformed) }
        r -= Int(r[-3])
        r[Int(back[-1].a)] = value
        next = back
      case .returnMany:
        fuel &-= Int64(step.small)
        if fuel < 0 { return refuel(r, next, fuel) }
        guard let back = UnsafePointer<Step>(bitPattern: UInt(r[-2])) else { return stop(r, next, .malformed) }
        let registers = functions[Int(r[-4])].pool + Int(step.b)
        let caller = r - Int(r[-3])
        let first = Int(back[-1].a)
        for index in 0..<Int(step.a) { caller[first + index] = r[Int(registers[index])] }
        r = caller
        next = back

      case .evaluate:
        let result = Arithmetic.evaluate(
          opcode(step), type: UInt32(step.small & 0xFF), source: UInt32(step.small >> 8), r[Int(step.b)],
          r[Int(step.c)], 0)
        if let reason = result.trap { return stop(r, next, reason) }
        r[Int(step.a)] = result.first
        if hasSecondResult(step) { r[Int(step.a) + 1] = result.second }
      case .evaluate3:
        let registers = functions[Int(r[-4])].pool + Int(step.b)
        let result = Arithmetic.evaluate(
          opcode(step), type: UInt32(step.small & 0xFF), source: UInt32(step.small >> 8), r[Int(registers[0])],
          r[Int(registers[1])], r[Int(registers[2])])
        if let reason = result.trap { return stop(r, next, reason) }
        r[Int(step.a)] = result.first

      case .enter, .leave, .perform, .finish, .decode:
        state.pointee.frame = r
        state.pointee.step = next
        state.pointee.fuel = fuel
        switch step.operation {
        case .enter: enterFrame()
        case .leave: leaveFrame()
        case .perform: perform(step.pointee)
        case .finish: finishContext()
        default: startFunction()
        }
        if state.pointee.isInterrupted {
          state.pointee.isInterrupted = false
          return
        }
        r = state.pointee.frame
        next = state.pointee.step
      }
    }
  }

  // MARK: - Pieces of steps

  @inline(__always)
  private func signed(_ r: UnsafeMutablePointer<UInt64>, _ index: UInt32) -> Int64 { Int64(bitPattern: r[Int(index)]) }
  @inline(__always)
  private func signed32(_ r: UnsafeMutablePointer<UInt64>, _ index: UInt32) -> Int32 {
    Int32(truncatingIfNeeded: r[Int(index)])
  }
  @inline(__always)
  private func real(_ r: UnsafeMutablePointer<UInt64>, _ index: UInt32) -> Double { Double(bitPattern: r[Int(index)]) }

  @inline(__always)
  private func opcode(_ step: UnsafePointer<Step>) -> Opcode { Opcode(rawValue: step.opcode) ?? .unreachable }

  @inline(__always)
  private func hasSecondResult(_ step: UnsafePointer<Step>) -> Bool {
    step.opcode >= Opcode.addOverflowSigned.rawValue && step.opcode <= Opcode.multiplyWideUnsigned.rawValue
  }

  /// Where a step's access goes.
  @inline(__always)
  private func address(_ r: UnsafeMutablePointer<UInt64>, _ step: UnsafePointer<Step>) -> UInt64 {
    r[Int(step.b)] &+ UInt64(bitPattern: step.number)
  }

  /// Takes an `element` step with a base, and gives where the access behind goes.
  @inline(__always)
  private func element(
    _ r: UnsafeMutablePointer<UInt64>, _ step: UnsafePointer<Step>, _ base: UInt64, _ access: UnsafePointer<Step>
  ) -> UInt64 {
    let element = base &+ r[Int(step.c)] &* UInt64(step.small)
    r[Int(step.a)] = element
    return element &+ UInt64(bitPattern: access.number)
  }

  /// Takes an addition, and gives where the access behind goes.
  @inline(__always)
  private func sum(
    _ r: UnsafeMutablePointer<UInt64>, _ step: UnsafePointer<Step>, _ base: UInt64, _ access: UnsafePointer<Step>
  ) -> UInt64 {
    let sum = base &+ r[Int(step.c)]
    r[Int(step.a)] = sum
    return sum &+ UInt64(bitPattern: access.number)
  }

  /// Loads what a step asks for. Gives false where it cannot be.
  @inline(__always)
  private func load<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type, _ pointer: UInt64, _ step: UnsafePointer<Step>, _ r: UnsafeMutablePointer<UInt64>,
    _ arena: Memory.Arena
  ) -> Bool {
    guard isOwn(pointer, step, arena, Number(truncatingIfNeeded: 0x8080_8080_8080_8080 as UInt64)) else { return false }
    r[Int(step.a)] = UInt64(arena.bytes.loadUnaligned(fromByteOffset: place(pointer), as: type))
    return true
  }

  /// The same with the sign.
  @inline(__always)
  private func loadSigned<Number: FixedWidthInteger & SignedInteger>(
    _ type: Number.Type, _ pointer: UInt64, _ step: UnsafePointer<Step>, _ r: UnsafeMutablePointer<UInt64>,
    _ arena: Memory.Arena
  ) -> Bool {
    guard isOwn(pointer, step, arena, Number(truncatingIfNeeded: 0x8080_8080_8080_8080 as UInt64)) else { return false }
    let value = arena.bytes.loadUnaligned(fromByteOffset: place(pointer), as: type)
    r[Int(step.a)] = UInt64(bitPattern: Int64(value))
    return true
  }

  /// Stores what a step says. Gives false where it cannot be.
  @inline(__always)
  private func store<Number: FixedWidthInteger>(
    _ type: Number.Type, _ pointer: UInt64, _ step: UnsafePointer<Step>, _ r: UnsafeMutablePointer<UInt64>,
    _ arena: Memory.Arena
  ) -> Bool {
    guard isOwn(pointer, step, arena, Number(truncatingIfNeeded: 0x4040_4040_4040_4040 as UInt64)) else { return false }
    let place = place(pointer)
    arena.bytes.storeBytes(of: Number(truncatingIfNeeded: r[Int(step.a)]), toByteOffset: place, as: type)
    let written = Number(truncatingIfNeeded: 0xC0C0_C0C0_C0C0_C0C0 as UInt64)
    arena.shadow.storeBytes(of: written, toByteOffset: place, as: type)
    return true
  }

  /// Where in the arena a pointer leads.
  @inline(__always)
  private func place(_ pointer: UInt64) -> Int { Int(truncatingIfNeeded: Memory.address(of: pointer)) }

  /// Whether a step's access begins in the arena, aligned, and in a granule of the pointer's object, and whether the
  /// shadow of all its bytes says what they need.
  @inline(__always)
  private func isOwn<Number: FixedWidthInteger>(
    _ pointer: UInt64, _ step: UnsafePointer<Step>, _ arena: Memory.Arena, _ needed: Number
  ) -> Bool {
    let address = Memory.address(of: pointer)
    guard address < arena.limit, address & UInt64(step.small) == 0,
      arena.owners[Int(truncatingIfNeeded: address / Memory.granule)] == Memory.number(of: pointer)
    else { return false }
    return arena.shadow.loadUnaligned(fromByteOffset: place(pointer), as: Number.self) & needed == needed
  }

  /// Ends the run at the step before `next`.
  @inline(never)
  private func stop(_ r: UnsafeMutablePointer<UInt64>, _ next: UnsafePointer<Step>, _ trap: Trap) {
    state.pointee.frame = r
    state.pointee.step = next
    fail(trap)
  }

  /// Goes on with more fuel, after the rest of the world had its chance; or ends the run, where there is none. The step
  /// before `next` has done nothing yet but take its fuel, and is begun again.
  @inline(never)
  private func refuel(_ r: UnsafeMutablePointer<UInt64>, _ next: UnsafePointer<Step>, _ fuel: Int64) {
    guard fuelReserve > 0 else { return stop(r, next, .stepLimit) }
    let step = next - 1
    state.pointee.frame = r
    state.pointee.step = step
    let grant = min(Self.slice, fuelReserve)
    fuelReserve -= grant
    state.pointee.fuel = fuel + Int64(step.pointee.small) + grant
    endSlice()
  }

  /// Ends the run for an access that cannot be, at the step before `next`.
  @inline(never)
  private func stopAt(
    _ address: UInt64, _ access: UnsafePointer<Step>, _ r: UnsafeMutablePointer<UInt64>, _ next: UnsafePointer<Step>
  ) {
    if address & UInt64(access.small) != 0 { return stop(r, next, .misaligned) }
    let size: UInt64
    var needed = Shadow.written
    switch access.operation {
    case .store8, .store16, .store32, .store64: needed = Shadow.writable
    default: break
    }
    switch access.operation {
    case .load8, .loadBool, .loadSigned8, .store8: size = 1
    case .load16, .loadSigned16, .store16: size = 2
    case .load32, .loadSigned32, .store32: size = 4
    default: size = 8
    }
    stop(r, next, memory.fault(address, size, needs: needed) ?? .outOfObject)
  }
}
