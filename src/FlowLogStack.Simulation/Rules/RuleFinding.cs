namespace FlowLogStack.Simulation;

/// <summary>Result of comparing a rule with recorded traffic.</summary>
enum RuleFinding
{
    /// <summary>The rule is open to every address, and no record matches it.</summary>
    OpenButSilent,

    /// <summary>No record matches the rule.</summary>
    NeverHit,

    /// <summary>Records match, and other rules of the interface's groups allow each of them as well.</summary>
    Covered,

    /// <summary>Records match, and a narrower rule would allow each of them.</summary>
    WiderThanUsed,

    /// <summary>Records match, and no much narrower rule would allow them.</summary>
    Used,

    /// <summary>No records of interfaces that have the rule.</summary>
    NoTraffic,

    /// <summary>The group or prefix list that the rule names isn't among the answers.</summary>
    NotResolved,
}
