using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A scenario in a plan, with its time and rate.</summary>
public sealed record TrafficScenario
{
    /// <summary>Kind of the scenario. Required.</summary>
    public required ScenarioKind Kind { get; init; }

    /// <summary>Start, from the plan's start. Default: zero.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>Duration. Default: null (that of the kind, which is the rest of the plan for background and nuisances).</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Rate of records. Default: null (a share of the plan's rate for background, the kind's own rate for others).</summary>
    /// <remarks>The rate counts records, not connections: a connection is recorded at every interface and in both directions.</remarks>
    public TrafficRate? Rate { get; init; }

    /// <summary>Whether the traffic is IPv6 only. Default: null (the plan's percentage for background, IPv4 only for others).</summary>
    public bool? IsIPv6 { get; init; }

    /// <summary>Parses scenarios in the syntax of the command line.</summary>
    /// <param name="text">
    /// <c>NAME[@START[,DURATION]][,rate=RATE][,ip=v4|v6]</c>, such as <c>ssh-brute-force@+3h10m,20m,rate=120/m</c>. START is an offset (<c>+6h</c>), the
    /// first such time of day of the plan (<c>03:10</c>) or a time (<c>2026-01-05T03:10:00Z</c>).
    /// </param>
    /// <param name="planStart">Start of the plan, the reference of times of day.</param>
    /// <returns>One scenario, or several for a group name such as <c>port-scan</c>.</returns>
    /// <exception cref="FormatException">The text isn't a valid scenario. The message contains the problem and the fix.</exception>
    public static IReadOnlyList<TrafficScenario> Parse(string text, DateTimeOffset planStart)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var at = parts[0].IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? parts[0] : parts[0][..at];
        if (!ScenarioKind.TryGet(name, out var kinds))
            throw new FormatException(Unknown(text, name));
        var scenario = new TrafficScenario { Kind = kinds[0], Start = at < 0 ? TimeSpan.Zero : ReadStart(text, parts[0][(at + 1)..], planStart) };
        foreach (var part in parts[1..])
            scenario = scenario.With(text, part);
        return [.. kinds.Select(kind => scenario with { Kind = kind })];
    }

    TrafficScenario With(string text, string part)
    {
        try
        {
            return part.Split('=', 2) switch
            {
                ["rate", var rate] => this with { Rate = TrafficRate.Parse(rate) },
                ["ip", "v4"] => this with { IsIPv6 = false },
                ["ip", "v6"] => this with { IsIPv6 = true },
                [var duration] when Duration is null => this with { Duration = TrafficDuration.Parse(duration) },
                _ => throw new FormatException($"'{part}' is not a setting of a scenario. Use a duration (10m) once, rate=20/m, or ip=v4 or ip=v6."),
            };
        }
        catch (FormatException e)
        {
            throw new FormatException($"Scenario '{text}': {e.Message}", e);
        }
    }

    static TimeSpan ReadStart(string text, string start, DateTimeOffset planStart)
    {
        if (start.StartsWith('+') && TrafficDuration.TryParse(start.AsSpan(1), out var offset))
            return offset;
        if (TimeOnly.TryParseExact(start, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var sinceMidnight = time.ToTimeSpan() - planStart.UtcDateTime.TimeOfDay;
            return sinceMidnight < TimeSpan.Zero ? sinceMidnight + TimeSpan.FromDays(1) : sinceMidnight;
        }

        if (DateTimeOffset.TryParseExact(start, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant >= planStart
                ? instant - planStart
                : throw new FormatException($"Scenario '{text}' begins at {start}, before the traffic at {TrafficPlan.ToText(planStart)}. Use a later start, "
                + "or an earlier --start.");
        }

        throw new FormatException($"Scenario '{text}': '{start}' is not a start. Use an offset (+6h, +1h30m), a time of day in UTC (03:10) or an instant "
            + "(2026-01-05T03:10:00Z).");
    }

    static string Unknown(string text, string name)
    {
        var names = ScenarioKind.All.Select(kind => kind.Name).Concat(ScenarioKind.Groups.Keys).ToArray();
        var hint = Nearest.To(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return name == text
            ? $"'{name}' is not a scenario.{hint} Use one of {string.Join(", ", names)}."
            : $"'{name}' in '{text}' is not a scenario.{hint} Use one of {string.Join(", ", names)}.";
    }
}
