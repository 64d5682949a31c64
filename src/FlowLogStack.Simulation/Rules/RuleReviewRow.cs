namespace FlowLogStack.Simulation;

/// <summary>A rule with the traffic that matched it.</summary>
/// <param name="Rule">Rule of a security group or a network ACL.</param>
/// <param name="Finding">The result.</param>
/// <param name="Records">Records that match it.</param>
/// <param name="Bytes">Bytes of these records.</param>
/// <param name="Ports">Ports of these records as ranges, such as <c>22</c> or <c>8080-8081</c>; empty where the rule has none.</param>
/// <param name="Peers">CIDR blocks that contain all peers of these records.</param>
/// <param name="Narrower">The rules that would allow these records; empty unless the finding is <see cref="RuleFinding.WiderThanUsed"/>.</param>
sealed record RuleReviewRow(NetworkRule Rule, RuleFinding Finding, long Records, long Bytes, IReadOnlyList<string> Ports, IReadOnlyList<string> Peers,
    IReadOnlyList<NetworkRule> Narrower);
