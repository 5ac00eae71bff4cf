// The running kernel's word on the records: it writes exactly the bytes that they say.

import Layout
import Testing

@Suite struct LiveKernelTests {
  @Test(arguments: LiveRecord.all)
  func kernelWritesExactlyTheRecord(_ record: LiveRecord) throws {
    #expect(try record.disagreements() == [])
  }

  /// The check must be able to fail: a record that claims one byte more or less than the kernel writes is found out.
  @Test(arguments: LiveRecord.all)
  func claimOfAnotherSizeIsFoundOut(_ record: LiveRecord) throws {
    guard record.trailing == 0, let last = record.layout.fields.last, last.type.size > 0 else { return }
    let images = try record.images()

    var longer = record.layout
    var claim = last
    claim.name = "claim"
    claim.type = TypeLayout(spelling: "char", size: 1, alignment: 1, shape: .scalar(.char))
    claim.bits = nil
    claim.offset = longer.size
    longer.fields.append(claim)
    longer.size += 1
    #expect(
      record.disagreements(of: images, with: longer).contains {
        $0 == "byte \(record.layout.size) of 'claim' was not written"
      })

    var shorter = record.layout
    shorter.fields.removeLast()
    shorter.size = last.offset
    #expect(record.disagreements(of: images, with: shorter).contains { $0.hasSuffix("outside the record") })
  }
}

extension LiveRecord: CustomTestStringConvertible {
  var testDescription: String { title }
}
