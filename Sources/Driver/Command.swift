// Where the `weft` command starts.

/// The `weft` command.
public enum Command {
  /// Runs the command line this process was started with, and exits.
  public static func main() {}
}
