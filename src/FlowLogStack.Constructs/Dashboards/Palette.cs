namespace FlowLogStack.Dashboards;

/// <summary>The colors of all dashboards. Each has one meaning and is distinguishable on light and dark backgrounds and with color blindness.</summary>
public static class Palette
{
    /// <summary>Accepted traffic.</summary>
    public const string Accepted = "#1a9850";

    /// <summary>Rejected traffic.</summary>
    public const string Rejected = "#d73027";

    /// <summary>Inbound traffic.</summary>
    public const string Inbound = "#4393e5";

    /// <summary>Outbound traffic.</summary>
    public const string Outbound = "#f0861f";

    /// <summary>Internal traffic.</summary>
    public const string Internal = "#9467bd";

    /// <summary>Traffic of any direction or action, and other counts.</summary>
    public const string Neutral = "#7f8c9a";

    /// <summary>Thresholds and warnings.</summary>
    public const string Threshold = "#e0a800";
}
