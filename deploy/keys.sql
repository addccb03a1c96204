CREATE DATABASE suishoupai_keys;
