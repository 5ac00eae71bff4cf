// What libFuzzer calls with each text that it makes up: the gauntlet of damaged texts. scripts/campaigns/ir-fuzz builds it,
// beside the package, with the sanitizers that it needs.

import IRStress

/// Puts one text through the gauntlet; what misbehaves ends the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = Array(UnsafeBufferPointer(start: bytes, count: count))
  do throws(Gauntlet.Violation) {
    _ = try Gauntlet.run(text)
  } catch {
    fatalError(error.description)
  }
  return 0
}
