namespace Amazon.EC2.Model;

/// <summary>A tag of a resource.</summary>
public class Tag
{
    /// <summary>Creates a tag without a key.</summary>
    public Tag()
    {
    }

    /// <summary>Creates a tag.</summary>
    public Tag(string key, string value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>Key.</summary>
    public string? Key { get; set; }

    /// <summary>Value.</summary>
    public string? Value { get; set; }
}
