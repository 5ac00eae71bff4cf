// A completion script for bash, made from the table.

/// Writes a completion script for bash.
///
/// The script walks the words before the cursor to find the subcommand and the option that waits for its value, then
/// looks up what may stand there. Names that are many, as those of constants, it asks the command for when one is to be
/// completed; else it needs nothing but bash itself.
enum BashCompletion {
  static func write(for root: Subcommand, to output: ByteOutput) {
    var options: [(pattern: String, words: String)] = []
    var values: [(pattern: String, values: Values)] = []
    var operands: [(pattern: String, values: Values)] = []
    var groups: [(pattern: String, words: String)] = []
    walk(CommandPath(root: root)) { path in
      options.append((path.spelling, path.options.map(\.spelling).joined(separator: " ")))
      for option in path.options where option.placeholder != nil {
        let short = option.short.map { ["\(path.spelling) -\($0)"] } ?? []
        values.append((quote(["\(path.spelling) \(option.spelling)"] + short), option.values))
      }
      if path.leaf.action == nil {
        groups.append((path.spelling, path.leaf.children.map(\.name).joined(separator: " ")))
      } else if let last = path.leaf.operands.last {
        operands.append((path.spelling, last.values))
      }
    }
    let name = root.name
    output.write(
      """
      # bash completion for \(name). To load it now: source <(\(name) completion bash)
      _\(name)_completion() {
        local command=$1 path='\(name)' pending='' only_operands='' word index
        local current=${COMP_WORDS[COMP_CWORD]}
        COMPREPLY=()
        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          # bash takes --option=value apart at the '='.
          [[ $word == '=' ]] && continue
          if [[ -n $pending ]]; then
            pending=''
            continue
          fi
          [[ -n $only_operands ]] && continue
          case $word in
            --) only_operands=yes ;;
            -*)
              case "$path $word" in
                \(values.map(\.pattern).joined(separator: " | "))) pending=$word ;;
              esac
              ;;
            *)
              case "$path $word" in
                \(quote(groups.flatMap { group in group.words.split(separator: " ").map { "\(group.pattern) \($0)" } }))) path="$path $word" ;;
              esac
              ;;
          esac
        done
        [[ $current == '=' ]] && current=''

        if [[ -n $pending ]]; then
          case "$path $pending" in

      """)
    for value in values { writeCase("      ", value.pattern, value.values) }
    output.write(
      """
          esac
          return
        fi

        if [[ $current == -* && -z $only_operands ]]; then
          case $path in

      """)
    for option in options { output.write("      '\(option.pattern)') _\(name)_words '\(option.words)' ;;\n") }
    output.write(
      """
          esac
          return
        fi

        case $path in

      """)
    for group in groups { writeCase("    ", quote([group.pattern]), .oneOf([group.words])) }
    for operand in operands {
      writeCase("    ", quote([operand.pattern]), operand.values, suggestionsOf: operand.pattern)
    }
    output.write(
      """
        esac
      }

      # Offers words; reads the caller's $current.
      _\(name)_words() {
        local word
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$current")
      }

      # Offers what the command itself suggests for the operands of a subcommand; reads the caller's $command.
      _\(name)_suggestions() {
        _\(name)_words "$("$command" completion bash --operands-of "${1#\(name) }" 2>/dev/null)"
      }

      # Offers files.
      _\(name)_files() {
        local word
        compopt -o filenames 2>/dev/null
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
      }

      complete -F _\(name)_completion \(name)

      """)

    func writeCase(_ indentation: String, _ pattern: String, _ values: Values, suggestionsOf operand: String? = nil) {
      var actions: [String] = []
      let words = values.words
      if !words.isEmpty { actions.append("_\(name)_words '\(words.joined(separator: " "))'") }
      if values.hasSuggestions, let operand { actions.append("_\(name)_suggestions '\(operand)'") }
      if values.includeFiles { actions.append("_\(name)_files") }
      if actions.isEmpty { actions.append(":") }
      output.write("\(indentation)\(pattern)) \(actions.joined(separator: "; ")) ;;\n")
    }
  }

  private static func walk(_ path: CommandPath, _ visit: (CommandPath) -> Void) {
    visit(path)
    for child in path.leaf.children {
      var below = path
      below.append(child)
      walk(below, visit)
    }
  }

  private static func quote(_ patterns: [String]) -> String { patterns.map { "'\($0)'" }.joined(separator: " | ") }
}
