// The generators that are written in the IR: what an operation means, as a function of operations that every processor has.
// A program contains those that it calls, compiled as its own functions are.
//
// A text is one function, which calls nothing and ends with no trap, and has no constants that lie in memory:
// it needs nothing beside its code. A table of constants is an argument. The reference machine executes the same text beside the operation itself, in ExpansionTests.

internal import IR

extension Generator {
  /// The generators that are written in the IR.
  public static let expansions: [Generator] = allCases.filter { $0.expansion != nil }

  /// What it is written as in the IR: a function of the generator's name. Nil where it is made of instructions of the
  /// processor.
  public var expansion: String? {
    switch self {
    case .entry, .trapReport, .sha256Extensions, .leave, .yield, .again, .threadFacts, .threadClone, .restore: nil
    case .fusedMultiplyAddShort: ExpansionText.fusedMultiplyAddShort
    case .fusedMultiplyAdd: ExpansionText.fusedMultiplyAdd
    case .sha256: SHA256Expansion.text
    }
  }

  /// The program that its text is: one function.
  func expandedModule(for target: Module) -> Module? {
    expansion.map { text in
      Module.parse([ModuleSource(name: name + ".wir", bytes: Array(text.utf8))], target: target.target).module
    }
  }
}

/// The texts.
private enum ExpansionText {
  // A double holds the product of two floats exactly, but not the sum. Where the sum was rounded, it is rounded to odd
  // instead: to the one of its neighbours that ends with a one. From there the rounding to a float goes where it would
  // have gone from the sum itself, a double having more than two bits more than a float.
  static let fusedMultiplyAddShort = """
    func @weft.fma.f32(%a: f32, %b: f32, %c: f32) -> f32 {
    entry:
      %x = promote f64 %a
      %y = promote f64 %b
      %z = promote f64 %c
      %p = mul.f f64 %x, %y
      %s = add.f f64 %p, %z
      ; What the rounding lost, exactly: the two-sum of Knuth. It is no number where the sum is none, or infinite.
      %z1 = sub.f f64 %s, %p
      %p1 = sub.f f64 %s, %z1
      %dz = sub.f f64 %z, %z1
      %dp = sub.f f64 %p, %p1
      %lost = add.f f64 %dp, %dz
      %less = lt.f f64 %lost, 0.0
      %more = gt.f f64 %lost, 0.0
      %inexact = or bool %less, %more
      branch %inexact, odd, exact
    odd:
      ; An even sum moves by one place, away from zero where what was lost has its sign, else towards it.
      %bits = bitcast i64 %s
      %lostbits = bitcast i64 %lost
      %signs = xor i64 %bits, %lostbits
      %side = shr.s i64 %signs, 63
      %step = or i64 %side, 1
      %last = and i64 %bits, 1
      %even = sub i64 %last, 1
      %move = and i64 %step, %even
      %moved = add i64 %bits, %move
      %t = bitcast f64 %moved
      %r = demote f32 %t
      return %r
    exact:
      %q = demote f32 %s
      return %q
    }
    """

  // In integers: the product has 106 bits, and stands with the third operand in numbers of 128 bits, whose bit 127 stays
  // free for the sum. Whichever is less by its exponent is shifted right; what falls off is kept as a one in its last bit,
  // which lies far below the place where the result is rounded, even when a difference begins one bit further down: a
  // difference that begins lower still is one of numbers whose exponents differ by at most one, and nothing falls off then.
  static let fusedMultiplyAdd = """
    func @weft.fma.f64(%a: f64, %b: f64, %c: f64) -> f64 {
    entry:
      %x = bitcast i64 %a
      %y = bitcast i64 %b
      %z = bitcast i64 %c
      %xs = shr.u i64 %x, 52
      %ys = shr.u i64 %y, 52
      %zs = shr.u i64 %z, 52
      %ex = and i64 %xs, 2047
      %ey = and i64 %ys, 2047
      %ez = and i64 %zs, 2047
      %fx = and i64 %x, 0xfffffffffffff
      %fy = and i64 %y, 0xfffffffffffff
      %fz = and i64 %z, 0xfffffffffffff
      %nx = or i64 %fx, 0x10000000000000
      %ny = or i64 %fy, 0x10000000000000
      %nz = or i64 %fz, 0x10000000000000
      ; Whether all three are usual: no zero, no subnormal number, finite.
      %bx = sub i64 %ex, 1
      %by = sub i64 %ey, 1
      %bz = sub i64 %ez, 1
      %ux = lt.u i64 %bx, 2046
      %uy = lt.u i64 %by, 2046
      %uz = lt.u i64 %bz, 2046
      %uxy = and bool %ux, %uy
      %usual = and bool %uxy, %uz
      branch %usual, finite(%nx, %ex, %ny, %ey, %nz, %ez), rare
    rare:
      ; Where a factor is infinite, no number, or zero, the product is exact.
      %p = mul.f f64 %a, %b
      %mx = shl i64 %x, 1
      %my = shl i64 %y, 1
      %mz = shl i64 %z, 1
      %wx = sub i64 %mx, 1
      %wy = sub i64 %my, 1
      %px = lt.u i64 %wx, 0xffdfffffffffffff
      %py = lt.u i64 %wy, 0xffdfffffffffffff
      %pxy = and bool %px, %py
      branch %pxy, factors, inexact
    inexact:
      %s = add.f f64 %p, %c
      return %s
    factors:
      ; The product is a number other than zero, which adds nothing to what is infinite or no number.
      %sz = eq i64 %ez, 2047
      branch %sz, great, small
    great:
      %t = add.f f64 %c, %c
      return %t
    small:
      %nothing = eq i64 %mz, 0
      branch %nothing, product, subnormal
    product:
      return %p
    subnormal:
      ; A subnormal number is shifted to where others have their first bit.
      %lx = clz i64 %fx
      %ly = clz i64 %fy
      %lz = clz i64 %fz
      %cx = sub i64 %lx, 11
      %cy = sub i64 %ly, 11
      %cz = sub i64 %lz, 11
      %gx = shl i64 %fx, %cx
      %gy = shl i64 %fy, %cy
      %gz = shl i64 %fz, %cz
      %hx = sub i64 1, %cx
      %hy = sub i64 1, %cy
      %hz = sub i64 1, %cz
      %zx = eq i64 %ex, 0
      %zy = eq i64 %ey, 0
      %zz = eq i64 %ez, 0
      %ix = select i64 %zx, %gx, %nx
      %iy = select i64 %zy, %gy, %ny
      %iz = select i64 %zz, %gz, %nz
      %jx = select i64 %zx, %hx, %ex
      %jy = select i64 %zy, %hy, %ey
      %jz = select i64 %zz, %hz, %ez
      jump finite(%ix, %jx, %iy, %jy, %iz, %jz)
    finite(%m1: i64, %e1: i64, %m2: i64, %e2: i64, %m3: i64, %e3: i64):
      ; The product with its first bit at place 126, and the exponent of its last bit.
      %u = shl i64 %m1, 10
      %v = shl i64 %m2, 11
      %pl, %ph = mul.wide.u i64 %u, %v
      %top = shr.u i64 %ph, 62
      %lift = xor i64 %top, 1
      %pc = shr.u i64 %pl, 63
      %pd = and i64 %pc, %lift
      %pe = shl i64 %ph, %lift
      %qh = or i64 %pe, %pd
      %ql = shl i64 %pl, %lift
      %e12 = add i64 %e1, %e2
      %e12l = sub i64 %e12, %lift
      %qe = sub i64 %e12l, 2171
      ; The third operand likewise.
      %ch = shl i64 %m3, 10
      %ce = sub i64 %e3, 1149
      %xy = xor i64 %x, %y
      %signs = xor i64 %xy, %z
      %d = sub i64 %qe, %ce
      %isproduct = ge.s i64 %d, 0
      %dn = sub i64 0, %d
      branch %isproduct, align(%qh, %ql, %ch, 0, %d, %qe, %xy), align(%ch, 0, %qh, %ql, %dn, %ce, %z)
    align(%bh: i64, %bl: i64, %sh: i64, %sl: i64, %by1: i64, %be: i64, %sign: i64):
      ; A shift by the complement of the distance, and one before, is right for the distance 0, too.
      %rest = xor i64 %by1, 63
      %sh1 = shl i64 %sh, 1
      %sl1 = shl i64 %sl, 1
      %in = shl i64 %sh1, %rest
      %out = shl i64 %sl1, %rest
      %near = lt.u i64 %by1, 64
      branch %near, shift, far
    shift:
      %h0 = shr.u i64 %sh, %by1
      %l0 = shr.u i64 %sl, %by1
      %l1 = or i64 %l0, %in
      jump combine(%h0, %l1, %out)
    far:
      %within = lt.u i64 %by1, 128
      branch %within, shiftfar, combine(0, 0, 1)
    shiftfar:
      ; Shifts take the distance modulo 64: the upper half becomes the lower one.
      %l2 = shr.u i64 %sh, %by1
      %out2 = or i64 %in, %sl
      jump combine(0, %l2, %out2)
    combine(%h: i64, %l: i64, %fallen: i64):
      %some = ne i64 %fallen, 0
      %sticky = ext.u i64 %some
      %low = or i64 %l, %sticky
      %differ = lt.s i64 %signs, 0
      branch %differ, subtract, sum
    sum:
      %al, %carry = add.overflow.u i64 %bl, %low
      %c1 = ext.u i64 %carry
      %ah0 = add i64 %bh, %h
      %ah = add i64 %ah0, %c1
      jump normalize(%ah, %al, %sign)
    subtract:
      %dl, %borrow = sub.overflow.u i64 %bl, %low
      %b1 = ext.u i64 %borrow
      %dh0 = sub i64 %bh, %h
      %dh = sub i64 %dh0, %b1
      %below = lt.s i64 %dh, 0
      branch %below, negate, positive
    negate:
      %ml = neg i64 %dl
      %mh0 = not i64 %dh
      %isround = eq i64 %dl, 0
      %b2 = ext.u i64 %isround
      %mh = add i64 %mh0, %b2
      %nsign = not i64 %sign
      jump normalize(%mh, %ml, %nsign)
    positive:
      %any = or i64 %dh, %dl
      %iszero = eq i64 %any, 0
      branch %iszero, zero, normalize(%dh, %dl, %sign)
    zero:
      return 0.0
    normalize(%rh: i64, %rl: i64, %rs: i64):
      ; The first bit goes to place 127; all that lies below the upper half counts as one bit.
      %short = eq i64 %rh, 0
      %th = select i64 %short, %rl, %rh
      %tl = select i64 %short, 0, %rl
      %down = select i64 %short, 64, 0
      %n = clz i64 %th
      %uh = shl i64 %th, %n
      %nn = xor i64 %n, 63
      %ul = shr.u i64 %tl, 1
      %um = shr.u i64 %ul, %nn
      %un = or i64 %uh, %um
      %uo = shl i64 %tl, %n
      %up = ne i64 %uo, 0
      %uq = ext.u i64 %up
      %m = or i64 %un, %uq
      %re0 = sub i64 %be, %n
      %re1 = sub i64 %re0, %down
      %e = add i64 %re1, 1150
      %outsign = and i64 %rs, 0x8000000000000000
      %large = ge.s i64 %e, 2047
      branch %large, overflow, fits
    overflow:
      %ob = or i64 %outsign, 0x7ff0000000000000
      %of = bitcast f64 %ob
      return %of
    fits:
      %tiny = le.s i64 %e, 0
      %e0 = sub i64 %e, 1
      %base = shl i64 %e0, 52
      branch %tiny, underflow, round(%m, %base)
    underflow:
      ; The exponent stays at the least there is, and the number moves down below it.
      %k = sub i64 1, %e
      %kin = lt.u i64 %k, 64
      branch %kin, denormal, round(1, 0)
    denormal:
      %ka = shr.u i64 %m, %k
      ; A shift by 64 less the distance, which is 1 at least: modulo 64 that is the exponent less one.
      %kb = shl i64 %m, %e0
      %kd = ne i64 %kb, 0
      %ke = ext.u i64 %kd
      %kf = or i64 %ka, %ke
      jump round(%kf, 0)
    round(%g: i64, %from: i64):
      ; To nearest, of two as near to the even one. A carry goes into the exponent, as it must.
      %w = shr.u i64 %g, 11
      %odd = and i64 %w, 1
      %tail = and i64 %g, 2047
      %half = add i64 %tail, 1023
      %half1 = add i64 %half, %odd
      %inc = shr.u i64 %half1, 11
      %w1 = add i64 %w, %inc
      %w2 = add i64 %w1, %from
      %bits = or i64 %w2, %outsign
      %result = bitcast f64 %bits
      return %result
    }
    """
}
