using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace FlowLogStack.Cli;

/// <summary>
/// Text without control characters that a terminal or a spreadsheet would interpret. Control characters and direction marks are escaped as
/// <c>\u001b</c>.
/// </summary>
static class SafeText
{
    const int Longest = 4000;

    static readonly SearchValues<byte> Suspects = SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(c => c is not ('\n' or '\t')).Append(0x7F)
        .Append(0xC2).Append(0xD8).Append(0xE2).Select(c => (byte)c)]);

    /// <summary>Returns a cell or a line of text with line breaks and tabs escaped too.</summary>
    internal static string Line(string text) => text.Any(IsObeyed) ? Escape(text, IsObeyed) : text;

    /// <summary>Returns a message of several lines, limited to 4,000 characters.</summary>
    internal static string Words(string text)
    {
        if (text.Length > Longest)
            text = text[..Longest] + "…";
        return text.Any(IsObeyedInText) ? Escape(text, IsObeyedInText) : text;
    }

    /// <summary>Writes UTF-8 text with control characters escaped.</summary>
    internal static void Write(ReadOnlySpan<byte> utf8, Stream output)
    {
        if (IsPlain(utf8) || utf8.IndexOfAny(Suspects) < 0)
        {
            output.Write(utf8);
            return;
        }

        var safe = new ArrayBufferWriter<byte>(utf8.Length + 256);
        while (utf8.IndexOfAny(Suspects) is >= 0 and var at)
        {
            safe.Write(utf8[..at]);
            utf8 = utf8[at..];
            var status = Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (status is OperationStatus.Done && IsObeyed(rune.Value) && rune.Value is not ('\n' or '\t'))
                safe.Write(Encoding.ASCII.GetBytes(Escaped(rune.Value)));
            else
                safe.Write(utf8[..length]);
            utf8 = utf8[length..];
        }

        safe.Write(utf8);
        output.Write(safe.WrittenSpan);
    }

    // Nearly all output is lines of printable ASCII, which takes a fraction of the time of a search for many bytes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool IsPlain(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < Vector256<byte>.Count)
            return false;
        ref var first = ref MemoryMarshal.GetReference(utf8);
        var odd = Vector256<byte>.Zero;
        var last = utf8.Length - Vector256<byte>.Count;
        for (var at = 0; at < last; at += Vector256<byte>.Count)
            odd |= Odd(Vector256.LoadUnsafe(ref first, (nuint)at));
        odd |= Odd(Vector256.LoadUnsafe(ref first, (nuint)last));
        return odd == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Odd(Vector256<byte> text) => Vector256.AndNot(
        Vector256.GreaterThan(text - Vector256.Create((byte)' '), Vector256.Create((byte)('~' - ' '))), Vector256.Equals(text, Vector256.Create((byte)'\n')));

    static bool IsObeyed(char c) => IsObeyed((int)c);

    static bool IsObeyedInText(char c) => c is not ('\n' or '\r' or '\t') && IsObeyed((int)c);

    static bool IsObeyed(int c) => c is < 0x20 or (>= 0x7F and < 0xA0) or 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    static string Escape(string text, Func<char, bool> isObeyed)
    {
        var safe = new StringBuilder();
        foreach (var c in text)
            _ = isObeyed(c) ? safe.Append(Escaped(c)) : safe.Append(c);
        return safe.ToString();
    }

    static string Escaped(int c) => string.Create(CultureInfo.InvariantCulture, $"\\u{c:x4}");
}
