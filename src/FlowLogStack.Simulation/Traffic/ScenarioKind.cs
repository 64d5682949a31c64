using System.Diagnostics.CodeAnalysis;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A kind of generated traffic: the activity and the properties of its records.</summary>
public sealed partial class ScenarioKind
{
    ScenarioKind(string name, string meaning, bool isBackground, TrafficRate rate, RecordKinds appliesTo, FlowField? telltale)
    {
        Name = name;
        Meaning = meaning;
        IsBackground = isBackground;
        Rate = rate;
        AppliesTo = appliesTo;
        Telltale = telltale;
    }

    /// <summary>Name on the command line and in the ground truth, such as <c>ssh-brute-force</c>.</summary>
    public string Name { get; }

    /// <summary>Description of the activity and its records, one sentence.</summary>
    public string Meaning { get; }

    /// <summary>Whether it is normal traffic, which no detection should report.</summary>
    public bool IsBackground { get; }

    /// <summary>Whether it is harmless but looks like an attack, so detections must be tuned for it.</summary>
    public bool IsNuisance { get; private init; }

    /// <summary>Default rate of records. Background scenarios use the rate of the plan.</summary>
    public TrafficRate Rate { get; }

    /// <summary>Record kinds that show it. Transit gateway records don't contain some scenarios.</summary>
    public RecordKinds AppliesTo { get; }

    /// <summary>Field that distinguishes its records from others; null for none.</summary>
    public FlowField? Telltale { get; }

    /// <summary>Default duration: the whole plan for background and nuisances, 30 minutes for silence, 10 minutes for others.</summary>
    public TimeSpan? Duration => IsBackground || IsNuisance ? null : TimeSpan.FromMinutes(Behave is null ? 30 : 10);

    /// <summary>Returns the name of the kind.</summary>
    public override string ToString() => Name;

    /// <summary>Finds the scenarios of a name: one, or several for a group name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out IReadOnlyList<ScenarioKind>? kinds)
    {
        kinds = Groups.GetValueOrDefault(name) ?? All.Where(kind => kind.Name == name).ToArray();
        return kinds.Count > 0;
    }

    /// <summary>Function that creates the activity; null for a scenario that removes records.</summary>
    internal Func<Stage, int, Behaviour>? Behave { get; private init; }

    internal DayShape Shape { get; private init; } = DayShape.Even;
}
