namespace FlowLogStack.Records;

/// <summary>Marks a member of <see cref="Detections"/> as a built-in detection. Lists, pages, settings and tests find it by this attribute.</summary>
/// <param name="order">Place in the lists; each detection has its own.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
sealed class BuiltInAttribute(int order) : Attribute
{
    /// <summary>Place in the lists, in steps of 10.</summary>
    public int Order => order;

    /// <summary>
    /// Names of the scenarios of generated traffic that the detection must find, such as <c>ssh-brute-force</c>. Default: none (it is measured on
    /// recorded traffic).
    /// </summary>
    public string[] Scenarios { get; init; } = [];

    /// <summary>
    /// Names of the attacks of <see cref="CommonAttack.All"/> that the detection finds, beside those whose row has its id. Default: none.
    /// </summary>
    public string[] Attacks { get; init; } = [];

    /// <summary>Whether the detection requires <see cref="MonitoredNetwork.PrivateSubnets"/>. Default: false.</summary>
    public bool NeedsPrivateSubnets { get; init; }
}
