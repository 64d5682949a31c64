namespace FlowLogStack.Dashboards;

/// <summary>The colors of all dashboards, each with one meaning, told apart on light and on dark ground and by people who see no red or green.</summary>
public static class Palette
{
    /// <summary>Traffic that was let through.</summary>
    public const string Accepted = "#1a9850";

    /// <summary>Traffic that was turned away.</summary>
    public const string Rejected = "#d73027";

    /// <summary>Traffic that comes in.</summary>
    public const string Inbound = "#4393e5";

    /// <summary>Traffic that goes out.</summary>
    public const string Outbound = "#f0861f";

    /// <summary>Traffic that stays inside.</summary>
    public const string Internal = "#9467bd";

    /// <summary>Traffic of either kind, and counts without one.</summary>
    public const string Neutral = "#7f8c9a";

    /// <summary>Thresholds and warnings.</summary>
    public const string Threshold = "#e0a800";
}
