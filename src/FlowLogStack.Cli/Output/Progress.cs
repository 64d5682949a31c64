using System.Globalization;

namespace FlowLogStack.Cli;

/// <summary>A progress line on the terminal. It appears after one second without other output.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="isShown">Whether the progress line is shown.</param>
/// <param name="time">The clock. Default: null (the system's).</param>
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

    /// <summary>A progress display that shows nothing.</summary>
    internal static Progress None { get; } = new(TextWriter.Null, isShown: false);

    /// <summary>Starts to count bytes.</summary>
    /// <param name="total">Total number of bytes; 0 if it isn't known.</param>
    internal void Begin(long total)
    {
        if (!isShown)
            return;
        totalBytes = total;
        bytes = 0;
    }

    /// <summary>Adds bytes that were read or written.</summary>
    internal void Advance(long count)
    {
        if (!isShown)
            return;
        bytes += count;
        if (IsDue())
            Draw(Text());
    }

    /// <summary>Shows progress as text.</summary>
    internal void Show(string words)
    {
        if (isShown && IsDue())
            Draw(SafeText.Line(words));
    }

    /// <summary>Clears the line for other output.</summary>
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
