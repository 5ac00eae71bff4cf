// The names and values of a declaration whose stored properties all have one type: what is declared once as a property
// can be enumerated, and looked up by name.

/// The stored properties of `declaration` in the order of declaration, each with its name.
///
/// Every one must be a `Value`: a declaration holds nothing else.
func namedProperties<Value>(of declaration: Any, as type: Value.Type = Value.self) -> [(name: String, value: Value)] {
  Mirror(reflecting: declaration).children.map { child in
    guard let name = child.label, let value = child.value as? Value else {
      // A declaration is source code, and the tests read each: this is a mistake made while adding to one.
      preconditionFailure("\(Swift.type(of: declaration)): a declaration holds \(Value.self)s and nothing else")
    }
    return (name, value)
  }
}
