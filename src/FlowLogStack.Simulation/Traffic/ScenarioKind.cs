using System.Diagnostics.CodeAnalysis;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A scenario that traffic can be generated of: what happens, and what its records look like.</summary>
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

    /// <summary>The name on the command line and in the ground truth, such as <c>ssh-brute-force</c>.</summary>
    public string Name { get; }

    /// <summary>What happens, and what the records of it look like, as one sentence.</summary>
    public string Meaning { get; }

    /// <summary>Whether it is ordinary traffic, which no detection should call anything else.</summary>
    public bool IsBackground { get; }

    /// <summary>Whether it is harmless and looks like an attack all the same: what a network has that detections must be tuned for.</summary>
    public bool IsNuisance { get; private init; }

    /// <summary>How many records it has unless told otherwise; background has the rate of its plan.</summary>
    public TrafficRate Rate { get; }

    /// <summary>The records it shows in: a transit gateway knows nothing of some of them.</summary>
    public RecordKinds AppliesTo { get; }

    /// <summary>The field without which its records look like any others; null for none.</summary>
    public FlowField? Telltale { get; }

    /// <summary>How long it lasts unless told otherwise: background and nuisances the whole plan, silence half an hour, everything else ten minutes.</summary>
    public TimeSpan? Duration => IsBackground || IsNuisance ? null : TimeSpan.FromMinutes(Behave is null ? 30 : 10);

    /// <summary>The kind's name.</summary>
    public override string ToString() => Name;

    /// <summary>Finds the scenarios of a name: one, or those that a name for several stands for.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out IReadOnlyList<ScenarioKind>? kinds)
    {
        kinds = Groups.GetValueOrDefault(name) ?? All.Where(kind => kind.Name == name).ToArray();
        return kinds.Count > 0;
    }

    /// <summary>Makes the behaviour; null for a scenario that takes records away.</summary>
    internal Func<Stage, int, Behaviour>? Behave { get; private init; }

    internal DayShape Shape { get; private init; } = DayShape.Even;
}
