using System.Diagnostics;
using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>A bar on the terminal that says how much of the files has been read.</summary>
sealed class Progress(TextWriter terminal, long totalBytes, bool isShown)
{
    const int Width = 30;
    const int RecordsBetweenLooks = 4096;
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly Stopwatch sinceDrawn = Stopwatch.StartNew();
    long finishedBytes;
    long records;
    Stream? current;
    bool isDrawn;

    internal void Open(Stream file) => current = file;

    internal void Close()
    {
        if (current is { CanSeek: true })
            finishedBytes += current.Length;
        current = null;
    }

    internal void Advance()
    {
        if (isShown && ++records % RecordsBetweenLooks == 0 && sinceDrawn.Elapsed > Interval)
            Draw();
    }

    /// <summary>Takes the bar away, so that a line can be written in its place.</summary>
    internal void Clear()
    {
        if (isDrawn)
            terminal.Write("\r\u001b[K");
        isDrawn = false;
    }

    void Draw()
    {
        sinceDrawn.Restart();
        var bytes = finishedBytes + (current is { CanSeek: true } ? current.Position : 0);
        var share = totalBytes > 0 ? Math.Clamp((double)bytes / totalBytes, 0, 1) : 0;
        var filled = (int)(share * Width);
        var bar = totalBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {share,4:P0}  ") : "";
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{bar}{records:N0} records"));
        isDrawn = true;
    }
}
