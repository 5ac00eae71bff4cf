// The facts that our own catalogue states.

public import Layout

extension RecordKey {
  /// What tells a record of the catalogue from others.
  public init(_ identity: RecordIdentity) {
    let form: Form = identity.isTypedef ? .typedef : identity.kind == .union ? .union : .structure
    self.init(view: identity.view, form: form, name: identity.name)
  }
}

extension FactSheet {
  /// What our catalogue says about `target`.
  public init(catalogueOn target: Target) throws(FactsError) {
    self.init(target: target)
    for description in Catalogue.records {
      guard let layout = description.layout(on: target) else { continue }
      records.append(try RecordFacts(layout, key: RecordKey(description.identity), on: target))
    }
    for named in Constants.all {
      guard let value = named.constant.value(on: target) else { continue }
      constants.append(ConstantFact(view: named.view, name: named.name, value: value))
    }
    for (name, syscall) in Syscalls.all {
      if let number = syscall.number(on: target) { syscalls.append(SyscallFact(name: name, number: number)) }
    }
    sort()
  }
}
