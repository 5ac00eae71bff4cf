// Which branches of a function are two bytes and which are five or six, and where everything lies then.
//
// All branches start short. One that does not reach its target becomes long, and lengthens the branches over it by as much, some
// of which become long in turn. A short branch is over nothing that is more than 130 bytes away, where at most 65 other branches
// lie, so the work is proportional to the number of branches whatever the order. What comes out is the least solution: no branch
// is long that could be short, except that over an alignment the most that it may insert is reckoned with.

/// From this offset on, as emitted, everything is moved by so much.
@usableFromInline struct Shift {
  var offset: UInt32
  var distance: Int32
}

extension CodeBuffer {
  /// Ends the function that began at `beginFunction`: decides on branches and alignments, and fills in what depends on labels.
  public mutating func finishFunction() {
    guard !sites.isEmpty else { return }
    let hasGrown = chooseLengths()
    let needsLayout = hasGrown || sites.contains { $0.kind == .alignment }
    if needsLayout { layOut() }
    fillIn()
    if !transcribedBranches.isEmpty { noteWideBranches() }
    sites.removeAll(keepingCapacity: true)
  }

  /// Makes the branches long that must be; whether there are any.
  private mutating func chooseLengths() -> Bool {
    // What is short enough as a whole has no far target.
    guard cursor - functionStart > 127 else { return false }
    shortSites.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
    for index in sites.indices where sites[index].kind == .jump || sites[index].kind == .conditional {
      let target = labelOffsets[Int(sites[index].label)]
      precondition(target >= 0, "a branch goes to a label that is not bound")
      let reach = target - Int32(bitPattern: sites[index].offset) - 2
      sites[index].reach = reach
      if reach != Int32(Int8(truncatingIfNeeded: reach)) {
        sites[index].isLong = true
        pending.append(UInt32(shortSites.count))
      }
      shortSites.append(UInt32(index))
    }
    guard !pending.isEmpty else { return false }
    while let position = pending.popLast() { lengthen(over: Int(position)) }
    return true
  }

  /// A branch became long: lengthens those over it.
  private mutating func lengthen(over position: Int) {
    let long = sites[Int(shortSites[position])]
    let growth: Int32 = long.kind == .jump ? 3 : 4
    // Forward ones before it.
    var other = position - 1
    while other >= 0 {
      let index = Int(shortSites[other])
      if long.offset - sites[index].offset > 130 { break }
      if !sites[index].isLong, sites[index].reach > 0, labelOffsets[Int(sites[index].label)] > Int32(long.offset) {
        sites[index].reach += growth
        if sites[index].reach > 127 {
          sites[index].isLong = true
          pending.append(UInt32(other))
        }
      }
      other -= 1
    }
    // Backward ones behind it.
    other = position + 1
    while other < shortSites.count {
      let index = Int(shortSites[other])
      if sites[index].offset - long.offset > 130 { break }
      if !sites[index].isLong, sites[index].reach < 0, labelOffsets[Int(sites[index].label)] <= Int32(long.offset) {
        sites[index].reach -= growth
        if sites[index].reach < -128 {
          sites[index].isLong = true
          pending.append(UInt32(other))
        }
      }
      other += 1
    }
  }

  /// Copies the function to where everything lies at last, and moves labels, relocations and rows along.
  private mutating func layOut() {
    shifts.removeAll(keepingCapacity: true)
    var most = cursor - functionStart
    for site in sites where site.isLong { most += site.kind == .jump ? 3 : 4 }
    if scratchCapacity < most + 8 {
      scratch?.deallocate()
      scratchCapacity = max(most * 2, 4096)
      scratch = .allocate(capacity: scratchCapacity)
    }
    guard let out = scratch else { return }
    var read = functionStart
    var written = 0
    for index in sites.indices {
      let site = sites[index]
      // Everything up to the site is as it was.
      let offset = Int(site.offset)
      (out + written).update(from: base + read, count: offset - read)
      written += offset - read
      read = offset
      sites[index].offset = UInt32(truncatingIfNeeded: functionStart + written)
      switch site.kind {
      case .distance, .difference: break
      case .alignment:
        let alignment = 1 << Int(site.label)
        let count = -(functionStart + written) & (alignment - 1)
        if site.other == 0 {
          Self.fillWithNothing(out + written, count)
        } else {
          (out + written).update(repeating: UInt8(truncatingIfNeeded: site.other), count: count)
        }
        written += count
        read += alignment - 1
        addShift(read, written)
      case .jump, .conditional:
        guard site.isLong else { continue }
        if site.kind == .jump {
          out[written] = 0xE9
          written += 5
        } else {
          out[written] = 0x0F
          out[written + 1] = base[read] + 0x10
          written += 6
        }
        read += 2
        addShift(read, written)
      }
    }
    (out + written).update(from: base + read, count: cursor - read)
    written += cursor - read
    let end = functionStart + written
    if end > limit { makeRoom(for: end - cursor) }
    (base + functionStart).update(from: out, count: written)
    cursor = end
    moveAlong()
  }

  private mutating func addShift(_ read: Int, _ written: Int) {
    shifts.append(
      Shift(
        offset: UInt32(truncatingIfNeeded: read),
        distance: Int32(truncatingIfNeeded: functionStart + written - read)))
  }

  /// Labels were bound, relocations and rows added in the order of offsets, and shifts are in it, too.
  private mutating func moveAlong() {
    var next = 0
    var distance: Int32 = 0
    for label in boundLabels {
      let offset = labelOffsets[Int(label)]
      while next < shifts.count, shifts[next].offset <= UInt32(offset) {
        distance = shifts[next].distance
        next += 1
      }
      labelOffsets[Int(label)] = offset + distance
    }
    next = 0
    distance = 0
    for index in firstRelocation..<relocations.count {
      while next < shifts.count, shifts[next].offset <= relocations[index].offset {
        distance = shifts[next].distance
        next += 1
      }
      relocations[index].offset = relocations[index].offset &+ UInt32(bitPattern: distance)
    }
    next = 0
    distance = 0
    for index in firstRow..<storedRows.count {
      while next < shifts.count, shifts[next].offset <= storedRows[index].offset {
        distance = shifts[next].distance
        next += 1
      }
      storedRows[index].offset = storedRows[index].offset &+ UInt32(bitPattern: distance)
    }
  }

  /// Writes what depends on labels, which are where they stay.
  private mutating func fillIn() {
    for site in sites where site.kind != .alignment {
      let target = labelOffsets[Int(site.label)]
      precondition(target >= 0, "a label is referred to and not bound")
      let offset = Int32(bitPattern: site.offset)
      let bytes = UnsafeMutableRawPointer(base + Int(site.offset))
      switch site.kind {
      case .jump, .conditional:
        if site.isLong {
          let length: Int32 = site.kind == .jump ? 5 : 6
          (bytes + Int(length - 4)).storeBytes(of: (target - offset - length).littleEndian, as: Int32.self)
        } else {
          let reach = target - offset - 2
          assert(reach == Int32(Int8(truncatingIfNeeded: reach)), "a short branch does not reach its target")
          bytes.storeBytes(of: Int8(truncatingIfNeeded: reach), toByteOffset: 1, as: Int8.self)
        }
      case .distance:
        bytes.storeBytes(of: (target - offset - 4 + site.other).littleEndian, as: Int32.self)
      case .difference:
        let base = labelOffsets[Int(UInt32(bitPattern: site.other))]
        bytes.storeBytes(of: (target - base).littleEndian, as: Int32.self)
      case .alignment: break
      }
    }
  }
}
