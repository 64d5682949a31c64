using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Values as connection logs write them.</summary>
static class CaptureText
{
    const double LargestSeconds = 253_402_300_799;

    // Seconds, milliseconds, microseconds and nanoseconds since 1970 differ by their size.
    static readonly (double From, double PerMillisecond)[] Units = [(1e17, 1e6), (1e14, 1e3), (1e11, 1), (0, 1e-3)];

    /// <summary>Reads a time: a number since 1970 in any unit from seconds to nanoseconds, or a date and time, in UTC unless it has an offset.</summary>
    internal static bool TryReadTime(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            if (!double.IsFinite(number))
                return false;
            number /= Array.Find(Units, unit => number >= unit.From).PerMillisecond;
            milliseconds = (long)Math.Min(number, 1e18);
            return number / 1000 <= LargestSeconds;
        }

        // Suricata's offsets have no colon.
        if (text.Length > 5 && text[^5] is '+' or '-' && text.AsSpan(text.Length - 4).IndexOfAnyExceptInRange('0', '9') < 0)
            text = text[..^2] + ":" + text[^2..];
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var instant)
            || !char.IsAsciiDigit(text[0]))
            return false;
        milliseconds = instant.ToUnixTimeMilliseconds();
        return milliseconds >= 0;
    }

    /// <summary>Reads a length of time in seconds, or as hours, minutes and seconds.</summary>
    internal static bool TryReadSeconds(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds))
        {
            milliseconds = (long)Math.Min(seconds * 1000, 1e18);
            return double.IsFinite(seconds);
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) || span < TimeSpan.Zero || !text.Contains(':', StringComparison.Ordinal))
            return false;
        milliseconds = (long)span.TotalMilliseconds;
        return true;
    }

    /// <summary>Reads a count.</summary>
    internal static bool TryReadCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
        || (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && TryRound(number, out count));

    /// <summary>Reads the number of a port.</summary>
    internal static bool TryReadPort(string text, out int port)
    {
        port = 0;
        if (!TryReadCount(text, out var count) || count > ushort.MaxValue)
            return false;
        port = (int)count;
        return true;
    }

    /// <summary>Reads a protocol: its number, or its name.</summary>
    internal static bool TryReadProtocol(string text, bool isIPv6, out int protocol)
    {
        protocol = text.ToUpperInvariant() switch
        {
            "TCP" => CapturedConnection.Tcp,
            "UDP" => CapturedConnection.Udp,
            "ICMP" => isIPv6 ? CapturedConnection.Icmp6 : CapturedConnection.Icmp,
            "ICMP6" or "ICMPV6" or "IPV6-ICMP" => CapturedConnection.Icmp6,
            "IGMP" => 2,
            "IPIP" or "IPV4" => 4,
            "IPV6" => 41,
            "GRE" => 47,
            "ESP" => 50,
            "AH" => 51,
            "SCTP" => CapturedConnection.Sctp,
            _ => -1,
        };
        return protocol >= 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out protocol) && protocol <= byte.MaxValue);
    }

    /// <summary>A value in an error, short enough for one line.</summary>
    internal static string Quoted(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";

    static bool TryRound(double number, out long count)
    {
        count = number is >= 0 and < 9e18 ? (long)number : 0;
        return number is >= 0 and < 9e18;
    }
}
