using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>A line on the terminal that says how far a command is, from a second without other output on.</summary>
/// <param name="terminal">The terminal itself, which obeys what is written to it.</param>
/// <param name="isShown">Whether a person watches the terminal.</param>
/// <param name="time">The clock. Default: the system's.</param>
sealed class Progress(TextWriter terminal, bool isShown, TimeProvider? time = null)
{
    const int Width = 30;
    const double Megabyte = 1e6;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly TimeProvider clock = time ?? TimeProvider.System;
    long quietSince = (time ?? TimeProvider.System).GetTimestamp();
    long drawnAt;
    long totalBytes;
    long bytes;
    bool isDrawn;

    /// <summary>Shows nothing.</summary>
    internal static Progress None { get; } = new(TextWriter.Null, isShown: false);

    /// <summary>Begins to count bytes.</summary>
    /// <param name="total">How many there are; 0 if that is not known.</param>
    internal void Begin(long total)
    {
        if (!isShown)
            return;
        totalBytes = total;
        bytes = 0;
    }

    /// <summary>Takes bytes that were read or written.</summary>
    internal void Advance(long count)
    {
        if (!isShown)
            return;
        bytes += count;
        if (IsDue())
            Draw(Text());
    }

    /// <summary>Says in words how far the command is.</summary>
    internal void Show(string words)
    {
        if (isShown && IsDue())
            Draw(SafeText.Line(words));
    }

    /// <summary>Takes the line away, so that other output can take its place.</summary>
    internal void Clear()
    {
        if (!isShown)
            return;
        if (isDrawn)
            terminal.Write("\r\u001b[K");
        isDrawn = false;
        quietSince = clock.GetTimestamp();
    }

    bool IsDue() => clock.GetElapsedTime(quietSince) >= Patience && (!isDrawn || clock.GetElapsedTime(drawnAt) >= Interval);

    string Text()
    {
        var done = string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:N1} MB");
        if (totalBytes <= 0 || bytes > totalBytes)
            return done;
        var share = (double)bytes / totalBytes;
        var filled = (int)(share * Width);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {share,4:P0}  {done}");
    }

    void Draw(string text)
    {
        terminal.Write($"\r\u001b[K{text}");
        isDrawn = true;
        drawnAt = clock.GetTimestamp();
    }
}
