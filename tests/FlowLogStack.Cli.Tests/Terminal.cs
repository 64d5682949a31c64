using System.Diagnostics;

namespace FlowLogStack.Cli.Tests;

/// <summary>The program on a pseudo-terminal, which python3 makes.</summary>
static class Terminal
{
    // Prints what the program printed, and then its exit code. A pipe named first is opened for writing, which waits until the
    // program reads it; then Ctrl-C is typed.
    const string Script = """
        import fcntl, os, pty, signal, struct, sys, termios
        width, pipe, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
        child, terminal = pty.fork()
        if child == 0:
            # A test run in the background of a shell ignores the signal, and a program inherits that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, width, 0, 0))
            os.environ['TERM'] = 'xterm'
            os.execvp(command[0], command)
        if pipe:
            writer = os.open(pipe, os.O_WRONLY)
            os.write(terminal, b'\x03')
        printed = b''
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            printed += part
        print(printed.decode().replace('\r', ''))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """;

    static string Program => Path.Combine(AppContext.BaseDirectory, "flowlogs.dll");

    /// <summary>Runs the program; what it prints and what it reports are one text.</summary>
    /// <param name="environment">Variables in addition; null removes one.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="width">The width of the terminal in characters.</param>
    /// <param name="interruptedAt">A named pipe; when the program reads it, Ctrl-C is typed.</param>
    public static (int ExitCode, string Output) Run(IReadOnlyDictionary<string, string?> environment, string[] arguments, int width = 80,
        string interruptedAt = "")
    {
        var start = new ProcessStartInfo("python3", ["-c", Script, $"{width}", interruptedAt, "dotnet", Program,
            .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(120)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program is still running after two minutes.");
        }

        var lines = printed.Result.TrimEnd('\n');
        var last = lines.LastIndexOf('\n');
        return (int.Parse(lines[(last + 1)..], System.Globalization.CultureInfo.InvariantCulture), lines[..last]);
    }
}
